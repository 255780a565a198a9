package io.github.thingseal.production;

import io.github.thingseal.at.transport.Transport;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;

/** A line that stays open while the module at its end is taken out and another one put in. */
final class ChangedModule {
  private static final int PIPE_BYTES = 65_536;

  private volatile boolean changed;

  /** From now on it is the second module that hears and says. */
  void change() {
    changed = true;
  }

  Transport over(Transport first, Transport second) {
    try {
      PipedInputStream said = new PipedInputStream(PIPE_BYTES);
      PipedOutputStream saying = new PipedOutputStream(said);
      carry(first, false, saying);
      carry(second, true, saying);
      return new Line(first, second, said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void carry(Transport module, boolean isSecond, PipedOutputStream saying) {
    Thread thread =
        new Thread(
            () -> {
              byte[] block = new byte[4096];
              try {
                for (int n = module.read(block); n >= 0; n = module.read(block)) {
                  if (changed == isSecond) {
                    saying.write(block, 0, n);
                    saying.flush();
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

  private final class Line implements Transport {
    private final Transport first;
    private final Transport second;
    private final PipedInputStream said;

    Line(Transport first, Transport second, PipedInputStream said) {
      this.first = first;
      this.second = second;
      this.said = said;
    }

    @Override
    public String name() {
      return "changed";
    }

    @Override
    public int read(byte[] buffer) throws IOException {
      return said.read(buffer);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      (changed ? second : first).write(bytes, offset, length);
    }

    @Override
    public void close() {
      first.close();
      second.close();
      try {
        said.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
