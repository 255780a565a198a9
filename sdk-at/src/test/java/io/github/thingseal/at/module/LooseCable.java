package io.github.thingseal.at.module;

import io.github.thingseal.at.transport.NothingWrittenException;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.at.transport.TransportSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A cable that is pulled and plugged in again, and spoils what the module says. */
final class LooseCable implements TransportSource {
  private final Transport line;
  private volatile UnaryOperator<byte[]> spoiling = bytes -> bytes;
  private volatile @Nullable Plug plugged;

  LooseCable(Transport line) {
    this.line = line;
  }

  /** Lets something happen to the next block that the module sends; nothing is left of none. */
  void spoilNext(UnaryOperator<byte[]> how) {
    spoiling = how;
  }

  /** Pulls the cable; the module does not notice. */
  void pull() {
    Plug current = plugged;
    if (current != null) {
      current.close();
    }
  }

  @Override
  public Transport open() {
    Plug plug = new Plug();
    plugged = plug;
    return plug;
  }

  private byte[] spoilt(byte[] block) {
    UnaryOperator<byte[]> how = spoiling;
    spoiling = bytes -> bytes;
    return how.apply(block);
  }

  private final class Plug implements Transport {
    private volatile boolean closed;
    private volatile @Nullable Thread reader;

    @Override
    public String name() {
      return line.name();
    }

    @Override
    public int read(byte[] buffer) throws IOException {
      reader = Thread.currentThread();
      int length = 0;
      while (length == 0) {
        requirePlugged();
        int count = line.read(buffer);
        if (count < 0) {
          return count;
        }
        byte[] block = spoilt(Arrays.copyOf(buffer, count));
        System.arraycopy(block, 0, buffer, 0, block.length);
        length = block.length;
      }
      return length;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      requirePlugged();
      line.write(bytes, offset, length);
    }

    private void requirePlugged() throws IOException {
      if (closed) {
        throw new NothingWrittenException("the cable was pulled");
      }
    }

    @Override
    public void close() {
      closed = true;
      Thread waiting = reader;
      if (waiting != null && waiting != Thread.currentThread()) {
        waiting.interrupt();
      }
    }
  }
}
