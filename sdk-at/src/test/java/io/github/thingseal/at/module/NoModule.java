package io.github.thingseal.at.module;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.thingseal.at.transport.Transport;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What may be at a serial port, and is no module. */
enum NoModule {
  /** Nothing is plugged in. */
  SILENT,
  /** A plug that connects the two wires. */
  LOOPBACK,
  /** Some other instrument, which takes every command for one of its own. */
  BABBLING,
  /** An instrument that talks all the time, without being asked. */
  POURING,
  /** Answers every command with the beginning of an answer. */
  HALF,
  /** Says OK to everything, and nothing else. */
  YES,
  /** Takes no byte, as behind a flow control that says no. */
  BLOCKED,
  /** Takes the first command, and then no more. */
  BLOCKED_LATER,
  /** Ends as soon as something is sent. */
  ENDING;

  private static final int POUR_MILLIS = 1;

  Transport at(String name, Runnable whenClosed) {
    return new Port(name, this, whenClosed);
  }

  private byte[] answer(byte[] said, Random random) {
    return switch (this) {
      case LOOPBACK -> said;
      case BABBLING -> noise(random, 3000);
      case HALF -> "\r\nSARA-R510M8S".getBytes(US_ASCII);
      case YES -> "\r\nOK\r\n".getBytes(US_ASCII);
      default -> new byte[0];
    };
  }

  private static byte[] noise(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static final class Port implements Transport {
    private static final byte[] END = {};

    private final String name;
    private final NoModule kind;
    private final Runnable whenClosed;
    private final Random random;
    private final LinkedBlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean wasWritten;

    Port(String name, NoModule kind, Runnable whenClosed) {
      this.name = name;
      this.kind = kind;
      this.whenClosed = whenClosed;
      this.random = new Random(name.hashCode());
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
      try {
        if (kind == POURING && !closed.await(POUR_MILLIS, TimeUnit.MILLISECONDS)) {
          return fill(buffer, noise(random, 500));
        }
        byte[] answer = answers.take();
        return answer == END ? -1 : fill(buffer, answer);
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
    }

    private static int fill(byte[] buffer, byte[] bytes) {
      int length = Math.min(buffer.length, bytes.length);
      System.arraycopy(bytes, 0, buffer, 0, length);
      return length;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      boolean first = !wasWritten;
      wasWritten = true;
      if (kind == BLOCKED || (kind == BLOCKED_LATER && !first)) {
        awaitClose();
      }
      if (kind == ENDING) {
        close();
      }
      byte[] answer = kind.answer(Arrays.copyOfRange(bytes, offset, offset + length), random);
      if (answer.length > 0) {
        answers.add(answer);
      }
    }

    private void awaitClose() throws IOException {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IOException(name + " is closed");
    }

    @Override
    public void close() {
      closed.countDown();
      answers.add(END);
      whenClosed.run();
    }
  }
}
