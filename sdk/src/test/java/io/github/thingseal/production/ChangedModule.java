package io.github.thingseal.production;

import io.github.thingseal.SharedVirtualTime;
import io.github.thingseal.at.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A line that stays open while the module at its end is taken out and another one put in. */
final class ChangedModule {
  private final SharedVirtualTime time;
  private volatile boolean changed;
  private volatile @Nullable String last;

  ChangedModule(SharedVirtualTime time) {
    this.time = time;
  }

  /** From now on it is the second module that hears and says. */
  void change() {
    changed = true;
  }

  /** As {@link #change}, once the first module has said this, which comes whole. */
  void changeAfter(String said) {
    last = said;
  }

  private boolean isLast(String said) {
    String awaited = last;
    return awaited != null && said.contains(awaited);
  }

  Transport over(Transport first, Transport second) {
    Said said = new Said();
    carry(first, false, said);
    carry(second, true, said);
    return time.line(said, new Heard(first, second, said));
  }

  private void carry(Transport module, boolean isSecond, Said said) {
    Thread thread =
        new Thread(
            () -> {
              byte[] block = new byte[4096];
              try {
                for (int n = module.read(block); n >= 0; n = module.read(block)) {
                  if (changed == isSecond) {
                    // The second is there before anyone can have heard the first.
                    changed |= isLast(new String(block, 0, n, StandardCharsets.ISO_8859_1));
                    said.add(block, n);
                  }
                }
              } catch (IOException e) {
                // The line was closed.
              }
            },
            "changed-module");
    thread.setDaemon(true);
    thread.start();
  }

  /** What either module says. */
  private static final class Said extends InputStream {
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private boolean closed;

    synchronized void add(byte[] block, int length) {
      waiting.write(block, 0, length);
      notifyAll();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public synchronized int read(byte[] block, int offset, int length) throws IOException {
      while (waiting.size() == 0 && !closed) {
        try {
          wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException();
        }
      }
      byte[] all = waiting.toByteArray();
      int count = Math.min(length, all.length);
      System.arraycopy(all, 0, block, offset, count);
      waiting.reset();
      waiting.writeBytes(Arrays.copyOfRange(all, count, all.length));
      return count == 0 ? -1 : count;
    }

    @Override
    public synchronized int available() {
      return waiting.size();
    }

    @Override
    public synchronized void close() {
      closed = true;
      notifyAll();
    }
  }

  /** What the module hears that is in its place. */
  private final class Heard extends OutputStream {
    private final Transport first;
    private final Transport second;
    private final Said said;

    Heard(Transport first, Transport second, Said said) {
      this.first = first;
      this.second = second;
      this.said = said;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] block, int offset, int length) throws IOException {
      (changed ? second : first).write(block, offset, length);
    }

    @Override
    public void close() {
      first.close();
      second.close();
      said.close();
    }
  }
}
