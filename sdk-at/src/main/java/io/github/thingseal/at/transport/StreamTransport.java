package io.github.thingseal.at.transport;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Any pair of streams as a transport, such as those of a child process or a virtual port.
 *
 * <p>Closing it closes both streams, on a thread of its own: streams may hold up the thread that
 * closes them while someone reads or writes. It waits at most 1 s for each. Closing the input
 * stream should make a blocked read return, which is up to the stream.
 */
public final class StreamTransport implements Transport {
  private static final Logger LOG = LoggerFactory.getLogger(StreamTransport.class);

  /** How long closing waits for a stream that does not let itself be closed. */
  private static final long CLOSE_WAIT_MILLIS = 1000;

  private final String name;
  private final InputStream input;
  private final OutputStream output;
  private final Optional<ControlLines> controlLines;
  private final AtomicBoolean closed = new AtomicBoolean();

  private StreamTransport(
      String name, InputStream input, OutputStream output, Optional<ControlLines> controlLines) {
    this.controlLines = controlLines;
    this.name = Arguments.required(name, "name");
    this.input = Arguments.required(input, "input");
    this.output = Arguments.required(output, "output");
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
    return new StreamTransport(name, input, output, Optional.empty());
  }

  /**
   * Joins two streams of a port whose control lines can be switched, too.
   *
   * @param name what messages and logs call it
   * @param input as in {@link #of(String, InputStream, OutputStream)}
   * @param output what goes to the module
   * @param controlLines switches DTR and RTS of the same port
   * @return the transport, which closes both streams
   */
  public static StreamTransport of(
      String name, InputStream input, OutputStream output, ControlLines controlLines) {
    Arguments.required(controlLines, "controlLines");
    return new StreamTransport(name, input, output, Optional.of(controlLines));
  }

  @Override
  public Optional<ControlLines> controlLines() {
    return controlLines;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    Arguments.required(buffer, "buffer");
    if (closed.get()) {
      return -1;
    }
    try {
      return input.read(buffer);
    } catch (IOException e) {
      if (closed.get()) {
        return -1;
      }
      throw e;
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Arguments.required(bytes, "bytes");
    if (closed.get()) {
      throw new NothingWrittenException(name + " is closed");
    }
    output.write(bytes, offset, length);
    output.flush();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      // Each on its own: the one that is stuck must not keep the other from being closed.
      await(closeAside(input), closeAside(output));
    }
  }

  private Thread closeAside(AutoCloseable stream) {
    Thread thread = new Thread(() -> closeQuietly(name, stream), "thingseal-stream-closer " + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void await(Thread... closers) {
    try {
      for (Thread closer : closers) {
        closer.join(CLOSE_WAIT_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void closeQuietly(String name, AutoCloseable stream) {
    try {
      stream.close();
    } catch (Exception e) {
      LOG.debug("{}: closing failed", name, e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
