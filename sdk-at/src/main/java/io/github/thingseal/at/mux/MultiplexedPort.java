package io.github.thingseal.at.mux;

import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.transport.PortGoneException;
import io.github.thingseal.at.transport.PortUnusableException;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.at.transport.TransportSource;
import io.github.thingseal.at.transport.TransportUnavailableException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Several channels over one port: 3GPP 27.010, basic option, UIH frames.
 *
 * <pre>{@code
 * try (MultiplexedPort port = MultiplexedPort.of(() -> SerialTransport.of("/dev/ttyUSB0"));
 *     SecurityModule module = SecurityModule.open(port.channel(1), options, reconnection);
 *     AtChannel watch = AtChannel.open(port.channel(2).open())) {
 *   …
 * }
 * }</pre>
 *
 * <p>The first channel that is opened opens the port and starts multiplexing. It closes a
 * multiplexer that may still run, waits for the module to answer {@code AT}, sends {@code AT+CMUX},
 * and opens the control channel. When multiplexing has ended, the next channel that is opened
 * starts it again, so that it outlives restarts of the module and of the port itself. Nothing else
 * may use the port.
 *
 * <p>Each channel is a transport of its own: echo and error reports are set per channel. A channel
 * that no one reads holds up none of the others. What is damaged on the line is dropped and
 * {@linkplain #damagedFrames() counted}; the check covers the headers of frames, not what they
 * carry.
 *
 * <p>A module that restarts stops multiplexing without a word. The SDK asks it when there are signs
 * of that: text outside of frames, or silence after something was sent (see {@link
 * MuxOptions.Builder#askAfterSilence}). If it does not answer, all channels end with that reason,
 * and reading from them fails.
 *
 * <p>On SARA-R5 channels 1 to 3 are AT and 4 is GNSS. Whether chip-to-chip works on a channel is
 * not known. A module whose UART sleeps is woken by each channel for itself, by traffic; control
 * lines are not handed on, since the channels share them.
 *
 * <p>Opening a channel waits for the module's answers. So your own scheduler, if both the
 * multiplexer and the code that reopens channels use it, must run several tasks at once, as the
 * default does. Safe for use by several threads. Evidence: published (frames and start-up of ubxlib
 * and m-center), derived from 3GPP 27.010 where its control channel goes beyond that.
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
   * {@return a port with the default options; nothing is opened yet}
   *
   * @param source opens the port, now and later
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
   * The way to one channel. Opening it opens what is below it if need be, and gives the module some
   * time to send what it has stored for the channel. It waits for {@code AT} and for each channel
   * as {@link MuxOptions.Builder#attempts} says, and 10 s for {@code AT+CMUX}. It throws
   *
   * <ul>
   *   <li>a {@link TransportUnavailableException} if the module does not answer, or the line is
   *       lost
   *   <li>a {@link PortUnusableException} if the module refuses to multiplex, or has no such
   *       channel
   *   <li>an {@link InvalidInputException} if the channel is open, or not one of 1 to 63
   *   <li>a {@link CommandInterruptedException} if the thread is interrupted meanwhile
   *   <li>a {@link PortGoneException} once this port was closed
   * </ul>
   *
   * @param dlci which, 1 to 63
   * @return opens it; closing it leaves the others alone
   */
  public TransportSource channel(int dlci) {
    return () -> open(dlci);
  }

  /** {@return how many frames came damaged, and were dropped, since multiplexing started last} */
  public long damagedFrames() {
    return counted(Multiplexer::damagedFrames);
  }

  /**
   * {@return how many bytes were dropped since multiplexing started last, because a channel was not
   * read and as many waited as {@link MuxOptions.Builder#bufferBytes} says}
   */
  public long droppedBytes() {
    return counted(Multiplexer::droppedBytes);
  }

  private long counted(ToLongFunction<Multiplexer> counter) {
    Multiplexer mux = current;
    return mux == null ? 0 : counter.applyAsLong(mux);
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
        "Channel " + dlci + " was not opened: the multiplexed port was closed, make another one",
        null);
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
   * Ends multiplexing, with all channels, and closes the port permanently: sends the close-down
   * until the module answers, as often and as long as {@link MuxOptions.Builder#attempts} says. An
   * interrupt ends the wait for that answer. What uses the channels is notified by a {@link
   * PortGoneException}. A port that is just being opened is not waited for, but closed as soon as
   * it is open. Closing twice does no harm.
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
