package io.github.thingseal.at.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Any pair of streams as a transport, such as those of a child process or a virtual port.
 *
 * <p>Closing it closes both streams; closing the input stream must make a blocked read return,
 * which is up to the stream.
 */
public final class StreamTransport implements Transport {
  private static final Logger LOG = LoggerFactory.getLogger(StreamTransport.class);

  private final String name;
  private final InputStream input;
  private final OutputStream output;
  private volatile boolean closed;

  private StreamTransport(String name, InputStream input, OutputStream output) {
    this.name = name;
    this.input = input;
    this.output = output;
  }

  /**
   * Joins two streams.
   *
   * @param name what messages and logs call it
   * @param input what comes from the module; its {@code read(byte[])} must return what is there
   *     instead of waiting for a full array, as sockets and files do
   * @param output what goes to the module
   * @return the transport, which closes both
   */
  public static StreamTransport of(String name, InputStream input, OutputStream output) {
    return new StreamTransport(name, input, output);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    if (closed) {
      return -1;
    }
    try {
      return input.read(buffer);
    } catch (IOException e) {
      if (closed) {
        return -1;
      }
      throw e;
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException(name + " is closed");
    }
    output.write(bytes, offset, length);
    output.flush();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      closeQuietly(output);
      closeQuietly(input);
    }
  }

  private void closeQuietly(AutoCloseable stream) {
    try {
      stream.close();
    } catch (Exception e) {
      LOG.debug("{}: closing a stream failed", name, e);
    }
  }

  /**
   * Names the transport.
   *
   * @return {@link #name()}
   */
  @Override
  public String toString() {
    return name;
  }
}
