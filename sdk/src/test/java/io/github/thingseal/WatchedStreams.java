package io.github.thingseal;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The two streams of a line, and whether everything that came has been taken in. */
final class WatchedStreams {
  private final InputStream input;
  private final OutputStream output;
  private final AtomicInteger writers = new AtomicInteger();
  private volatile @Nullable Thread reader;
  private volatile boolean closed;

  WatchedStreams(InputStream input, OutputStream output) {
    this.input = input;
    this.output = output;
  }

  /** Whether no one writes, nothing is left to read, and who reads waits for more or is gone. */
  boolean isIdle() {
    Thread known = reader;
    boolean over = known == null ? closed : known.getState() == Thread.State.TERMINATED;
    // In this order: who has just taken the last byte does not wait.
    return writers.get() == 0
        && (over
            || (!closed && isEmpty() && known != null && known.getState() == Thread.State.WAITING));
  }

  private boolean isEmpty() {
    try {
      return input.available() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  InputStream input() {
    return new FilterInputStream(input) {
      @Override
      public int read(byte[] block, int offset, int length) throws IOException {
        reader = Thread.currentThread();
        return super.read(block, offset, length);
      }

      @Override
      public void close() throws IOException {
        closed = true;
        super.close();
      }
    };
  }

  OutputStream output() {
    return new FilterOutputStream(output) {
      @Override
      public void write(byte[] block, int offset, int length) throws IOException {
        writers.incrementAndGet();
        try {
          out.write(block, offset, length);
        } finally {
          writers.decrementAndGet();
        }
      }

      @Override
      public void close() throws IOException {
        closed = true;
        super.close();
      }
    };
  }
}
