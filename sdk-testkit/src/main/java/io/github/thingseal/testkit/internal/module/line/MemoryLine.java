package io.github.thingseal.testkit.internal.module.line;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;

/** A pair of streams in the same process. What the host writes is executed on its own thread. */
public final class MemoryLine implements Line, AutoCloseable {
  private static final int MAX_WAITING = 1 << 20;

  private final LineHost core;
  private final LineHost.Receiver receiver;
  private final FromModule input = new FromModule();
  private final ToModule output = new ToModule();
  private byte[] waiting = new byte[256];
  private int first;
  private int count;
  private boolean closed;

  /** Attaches a line to a module. */
  public MemoryLine(LineHost core) {
    this.core = core;
    this.receiver = core.attach(this);
    core.connected(this);
  }

  /** What the module sends. */
  public InputStream input() {
    return input;
  }

  /** What the module receives. */
  public OutputStream output() {
    return output;
  }

  /** The host switches its data terminal ready. */
  public void dtr(boolean on) {
    core.control(this, wire -> wire.dtr(on));
  }

  /** The host switches its request to send. */
  public void rts(boolean on) {
    core.control(this, wire -> wire.rts(on));
  }

  /** The host sets its speed; 0 for that of the module. */
  public void baudRate(int rate) {
    core.control(this, wire -> wire.hostBaudRate(rate));
  }

  @Override
  public synchronized void send(byte[] bytes) {
    // A line that no one reads loses what comes, as a serial line does.
    if (closed || count + bytes.length > MAX_WAITING) {
      return;
    }
    makeRoom(bytes.length);
    System.arraycopy(bytes, 0, waiting, first + count, bytes.length);
    count += bytes.length;
    notifyAll();
  }

  private void makeRoom(int more) {
    if (first + count + more <= waiting.length) {
      return;
    }
    byte[] target =
        count + more <= waiting.length
            ? waiting
            : new byte[Math.max(2 * waiting.length, count + more)];
    System.arraycopy(waiting, first, target, 0, count);
    waiting = target;
    first = 0;
  }

  @Override
  public synchronized void hangUp() {
    closed = true;
    notifyAll();
  }

  @Override
  public void close() {
    hangUp();
    core.detach(this);
  }

  private synchronized int take(byte[] target, int offset, int length)
      throws InterruptedIOException {
    while (count == 0 && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("Interrupted while waiting for the simulated module");
      }
    }
    if (count == 0) {
      return -1;
    }
    int taken = Math.min(length, count);
    System.arraycopy(waiting, first, target, offset, taken);
    first += taken;
    count -= taken;
    return taken;
  }

  private synchronized int waitingBytes() {
    return count;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private final class FromModule extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return take(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      return length == 0 ? 0 : take(target, offset, length);
    }

    @Override
    public int available() {
      return waitingBytes();
    }

    @Override
    public void close() {
      MemoryLine.this.close();
    }
  }

  private final class ToModule extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, source.length);
      if (isClosed()) {
        throw new IOException("The line to the simulated module is closed");
      }
      byte[] bytes = new byte[length];
      System.arraycopy(source, offset, bytes, 0, length);
      receiver.receive(bytes, length);
    }

    @Override
    public void close() {
      MemoryLine.this.close();
    }
  }
}
