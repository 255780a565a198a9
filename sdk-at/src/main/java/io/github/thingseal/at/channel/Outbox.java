package io.github.thingseal.at.channel;

import io.github.thingseal.at.transport.NothingWrittenException;
import io.github.thingseal.at.transport.Transport;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is to go out, block after block. Guarded by the conversation's lock, but for {@link #flush},
 * which writes without it: a module may be slow to take bytes.
 */
final class Outbox {
  private final Object lock;
  private final Transport transport;
  private final Scheduler clock;
  private final Consumer<String> onFailure;
  private final Deque<byte[]> blocks = new ArrayDeque<>();
  private boolean writing;
  private boolean closed;
  private long lastWritten;

  /**
   * Creates an empty one.
   *
   * @param onFailure told why nothing more can be written, without the lock
   */
  Outbox(Object lock, Transport transport, Scheduler clock, Consumer<String> onFailure) {
    this.lock = lock;
    this.transport = transport;
    this.clock = clock;
    this.onFailure = onFailure;
    lastWritten = clock.nanoTime();
  }

  void add(byte[] bytes) {
    blocks.add(bytes.clone());
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  /** Whether there are bytes that the transport has not taken. */
  boolean isBusy() {
    return writing || !blocks.isEmpty();
  }

  /** When something was written last, or began to be. */
  long lastWritten() {
    return lastWritten;
  }

  void close() {
    closed = true;
    blocks.clear();
  }

  /** Writes all there is, unless somebody else does already. */
  void flush() {
    byte[] bytes = take();
    while (bytes != null) {
      try {
        transport.write(bytes, 0, bytes.length);
      } catch (NothingWrittenException e) {
        putBack(bytes);
        onFailure.accept("writing failed: " + e.getMessage());
      } catch (IOException | RuntimeException e) {
        onFailure.accept("writing failed: " + e.getMessage());
      } finally {
        Arrays.fill(bytes, (byte) 0);
        written();
      }
      bytes = take();
    }
  }

  private byte @Nullable [] take() {
    synchronized (lock) {
      if (writing || blocks.isEmpty()) {
        return null;
      }
      writing = true;
      lastWritten = clock.nanoTime();
      return blocks.remove();
    }
  }

  /** What the line took nothing of counts as not written. */
  private void putBack(byte[] bytes) {
    synchronized (lock) {
      if (!closed) {
        blocks.addFirst(bytes);
      }
    }
  }

  private void written() {
    synchronized (lock) {
      writing = false;
      lastWritten = clock.nanoTime();
    }
  }
}
