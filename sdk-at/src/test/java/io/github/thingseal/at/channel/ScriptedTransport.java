package io.github.thingseal.at.channel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.thingseal.at.transport.ControlLines;
import io.github.thingseal.at.transport.NothingWrittenException;
import io.github.thingseal.at.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The module's end of the line in the hands of a test. */
final class ScriptedTransport implements Transport {
  private final String name;
  private final Deque<byte[]> incoming = new ArrayDeque<>();
  private final ByteArrayOutputStream outgoing = new ByteArrayOutputStream();
  private boolean readerWaits;
  private boolean closed;
  private boolean lost;
  private boolean ended;
  private boolean refusesWrites;
  private boolean takesNothing;
  private boolean holdsWrites;
  private boolean writeHeld;
  private boolean answersProbes;
  private Optional<ControlLines> controlLines = Optional.empty();

  ScriptedTransport() {
    this("scripted");
  }

  ScriptedTransport(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized int read(byte[] buffer) throws IOException {
    readerWaits = true;
    notifyAll();
    await(() -> !incoming.isEmpty() || closed || lost || ended);
    readerWaits = false;
    if (lost) {
      throw new IOException("cable pulled");
    }
    if (closed || ended) {
      return -1;
    }
    byte[] block = incoming.remove();
    System.arraycopy(block, 0, buffer, 0, block.length);
    return block.length;
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (holdsWrites) {
      writeHeld = true;
      notifyAll();
      await(() -> closed || !holdsWrites);
    }
    if (takesNothing) {
      throw new NothingWrittenException("nothing was taken");
    }
    if (closed || refusesWrites) {
      throw new IOException("no writing here");
    }
    if (answersProbes && new String(bytes, offset, length, ISO_8859_1).equals("AT+CMEE?\r")) {
      say("\r\n+CMEE: 2\r\n\r\nOK\r\n");
    } else {
      outgoing.write(bytes, offset, length);
    }
  }

  /** Shows that it is in step when it is asked; the test does not see it. */
  synchronized void answerProbes() {
    answersProbes = true;
  }

  @Override
  public synchronized Optional<ControlLines> controlLines() {
    return controlLines;
  }

  synchronized void hasControlLines(ControlLines lines) {
    controlLines = Optional.of(lines);
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Takes a new channel. */
  synchronized void reopen() {
    closed = false;
  }

  /** Sends what the module says, and waits until the channel has taken it in. */
  void say(String text) {
    say(text.getBytes(ISO_8859_1));
  }

  synchronized void say(byte[] block) {
    incoming.add(block.clone());
    notifyAll();
    awaitReader();
  }

  private synchronized void awaitReader() {
    await(() -> closed || (incoming.isEmpty() && readerWaits));
  }

  synchronized void lose() {
    lost = true;
    notifyAll();
  }

  synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized void refuseWrites() {
    refusesWrites = true;
  }

  /** Writing fails, and reports that nothing went out. */
  synchronized void takeNothing() {
    takesNothing = true;
  }

  synchronized void holdWrites() {
    holdsWrites = true;
  }

  synchronized void releaseWrites() {
    holdsWrites = false;
    notifyAll();
  }

  synchronized void awaitHeldWrite() {
    await(() -> writeHeld);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** What was sent since the last call. */
  synchronized String heard() {
    String text = outgoing.toString(ISO_8859_1);
    outgoing.reset();
    return text;
  }

  private synchronized void await(BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
