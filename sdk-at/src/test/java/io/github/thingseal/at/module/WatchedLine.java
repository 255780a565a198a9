package io.github.thingseal.at.module;

import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.testkit.SimulatedModulePort;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A transport that knows whether all that came has been taken in, and whether it is gone. */
final class WatchedLine implements Transport {
  private volatile @Nullable Transport line;
  private volatile @Nullable Thread reader;
  private final AtomicInteger writing = new AtomicInteger();
  private volatile boolean lost;

  WatchedLine(Transport line) {
    this.line = line;
  }

  /** Watches a line that is not there yet. */
  WatchedLine() {}

  void connect(Transport transport) {
    line = transport;
  }

  private Transport line() {
    return Objects.requireNonNull(line);
  }

  @Override
  public String name() {
    return line().name();
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    reader = Thread.currentThread();
    try {
      int length = line().read(buffer);
      lost |= length < 0;
      return length;
    } catch (IOException e) {
      lost = true;
      throw e;
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    writing.incrementAndGet();
    try {
      line().write(bytes, offset, length);
    } finally {
      writing.decrementAndGet();
    }
  }

  @Override
  public void close() {
    line().close();
  }

  /** Whether the module's end is gone. */
  boolean isLost() {
    return lost;
  }

  /**
   * Whether a port has nothing left that the reader has not taken in, nor anything on its way to
   * it: who writes may wait for a module whose time passes, and shall not wait for long.
   */
  boolean isIdle(SimulatedModulePort port) {
    try {
      // In this order: who has just taken the last byte does not wait.
      return reader != null && writing.get() == 0 && port.input().available() == 0 && isWaiting();
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether there is no line yet, or its reader waits for more. */
  boolean isWaiting() {
    Thread known = reader;
    if (known == null) {
      return line == null;
    }
    return known.getState() == Thread.State.WAITING || known.getState() == Thread.State.TERMINATED;
  }
}
