package io.github.thingseal.at.mux;

import io.github.thingseal.at.transport.PortGoneException;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.at.transport.TransportSource;
import io.github.thingseal.at.transport.TransportUnavailableException;
import io.github.thingseal.core.internal.arguments.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * A multiplexed port that outlives restarts of the module and of the port itself: when multiplexing
 * has ended, whichever channel is opened first opens the port and starts it again.
 *
 * <pre>{@code
 * try (MultiplexedPort port = MultiplexedPort.of(() -> SerialTransport.of("/dev/ttyUSB0"));
 *     SecurityModule module = SecurityModule.open(port.channel(1), options, reconnection)) {
 *   …
 * }
 * }</pre>
 *
 * <p>Opening a channel waits for the module's answers: a scheduler of one's own that is given to
 * both the multiplexer and what opens channels again must be able to do several things at once, as
 * the default can. Safe for use by several threads.
 */
public final class MultiplexedPort implements AutoCloseable {
  private final TransportSource source;
  private final MuxOptions options;
  private volatile @Nullable Multiplexer current;
  private volatile boolean closed;

  private MultiplexedPort(TransportSource source, MuxOptions options) {
    this.source = source;
    this.options = options;
  }

  /**
   * A port with the default options; see {@link #of(TransportSource, MuxOptions)}.
   *
   * @param source opens the port, now and later
   * @return the port; nothing is opened yet
   */
  public static MultiplexedPort of(TransportSource source) {
    return of(source, MuxOptions.defaults());
  }

  /**
   * A port that is opened, and multiplexed, with its first channel.
   *
   * @param source opens the port, now and later
   * @param options how the multiplexer behaves
   * @return the port; nothing is opened yet
   */
  public static MultiplexedPort of(TransportSource source, MuxOptions options) {
    return new MultiplexedPort(
        Arguments.required(source, "source"), Arguments.required(options, "options"));
  }

  /**
   * The way to one channel, for a {@link io.github.thingseal.at.channel.AtChannel} or a {@link
   * io.github.thingseal.at.module.SecurityModule}.
   *
   * @param dlci which, 1 to 63
   * @return opens it, as {@link Multiplexer#channel} does, and what is below it if need be; once
   *     this port was closed, everything that it opens is a {@link PortGoneException}
   */
  public TransportSource channel(int dlci) {
    return () -> open(dlci);
  }

  private synchronized Transport open(int dlci) {
    if (closed) {
      throw gone(dlci);
    }
    Multiplexer mux = running();
    if (closed) {
      mux.close();
      throw gone(dlci);
    }
    try {
      return mux.channel(dlci);
    } catch (TransportUnavailableException e) {
      // No answer at all: the next attempt begins with the port.
      mux.close();
      throw e;
    }
  }

  private static PortGoneException gone(int dlci) {
    return new PortGoneException(
        "Channel " + dlci + " was not opened: the multiplexed port was closed, make another one");
  }

  private Multiplexer running() {
    Multiplexer mux = current;
    if (mux != null && !mux.isLost()) {
      return mux;
    }
    if (mux != null) {
      mux.close();
    }
    Multiplexer started =
        Multiplexer.open(Arguments.returned(source.open(), "TransportSource.open"), options);
    current = started;
    return started;
  }

  /**
   * Ends multiplexing, with all channels, and closes the port for good: what uses its channels is
   * notified by a {@link PortGoneException}. A port that is just being opened is not waited for,
   * but closed as soon as it is open. Closing twice does no harm.
   */
  @Override
  public void close() {
    closed = true;
    Multiplexer mux = current;
    if (mux != null) {
      mux.close();
    }
  }
}
