package io.github.thingseal.at.transport;

import java.io.IOException;
import java.util.Optional;

/**
 * A duplex stream of bytes with a lifetime: a serial port, a TCP connection, any pair of streams,
 * or a layer around another transport.
 *
 * <p>One thread reads while others write. {@link #close()} makes a blocked {@link #read} return.
 */
public interface Transport extends AutoCloseable {
  /**
   * {@return what messages and logs call it, such as {@code /dev/ttyUSB0} or {@code
   * tcp://127.0.0.1:7000}}
   */
  String name();

  /**
   * Reads what has arrived, blocking until there is at least one byte.
   *
   * @param buffer receives the bytes, from its beginning
   * @return how many, or -1 if the other side is gone or the transport is closed
   * @throws IOException if the line broke
   */
  int read(byte[] buffer) throws IOException;

  /**
   * Writes all of a block and hands it to the line at once.
   *
   * @param bytes holds the block
   * @param offset where it begins
   * @param length how many bytes it has
   * @throws NothingWrittenException if the line is gone or the transport closed, and not a byte was
   *     sent, surely
   * @throws EndNotWrittenException if the line is gone or the transport closed, and the end of the
   *     block was not sent, surely
   * @throws IOException if the line broke; a part may have been sent, or all
   */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /**
   * The control lines of the port below, for waking a module whose UART sleeps. A layer around
   * another transport hands on what that one has, unless others share the port.
   *
   * @return this transport if it is {@link ControlLines}, otherwise empty
   */
  default Optional<ControlLines> controlLines() {
    return this instanceof ControlLines lines ? Optional.of(lines) : Optional.empty();
  }

  /** Ends the stream and whatever is below it. Closing twice does no harm. */
  @Override
  void close();
}
