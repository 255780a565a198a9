package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.UrcType;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The conversation with one module: commands one at a time, unsolicited lines at any time. */
public interface Dialogue {
  /**
   * Sends a command and waits for its result. An interrupt withdraws the command, or aborts it, and
   * ends the call at once. The exception is a port that takes no bytes: the calling thread also
   * writes, and a write cannot be interrupted without closing the port. Then it ends at its time
   * limit.
   *
   * @param <R> what the reply is read into
   * @param command the command
   * @return the result
   * @throws io.github.thingseal.core.InvalidInputException if the command line cannot be sent, or a
   *     limit of the command is negative; nothing was sent
   * @throws io.github.thingseal.at.command.CommandRejectedException if the module refused it
   * @throws io.github.thingseal.at.command.ModuleBusyException if the module is still starting
   * @throws io.github.thingseal.at.command.CommandTimeoutException if no answer came in time
   * @throws io.github.thingseal.at.command.GarbledReplyException if the answer came damaged
   * @throws ChannelClosedException if the line is lost or closed
   * @throws io.github.thingseal.at.command.CommandInterruptedException if the calling thread was
   *     interrupted
   * @throws io.github.thingseal.at.command.UnexpectedReplyException if the answer is not what the
   *     command promises
   * @throws IllegalStateException if a {@link ChannelListener} calls it
   */
  <R> R execute(AtCommand<R> command);

  /**
   * Queues a command. If nothing is before it, the calling thread writes it to the port, and also
   * what other threads queue in the meantime. A port that takes no bytes holds the thread up until
   * the time limit of the command that is being written.
   *
   * <p>Cancelling the future takes back a command that was not sent yet, and aborts one that is
   * {@linkplain AtCommand#abortable() abortable}; any other runs to its end, and its answer is
   * dropped. Stages of the future run where {@link ChannelOptions.Builder#executor} says, by
   * default on threads of its own: there they may block, and call the channel.
   *
   * @param <R> what the reply is read into
   * @param command the command
   * @return completes with the result, or with what {@link #execute} would throw
   * @throws io.github.thingseal.core.InvalidInputException if the command line cannot be sent, or a
   *     limit of the command is negative; nothing was sent
   * @throws IllegalStateException if a {@link ChannelListener} calls it
   */
  <R> CompletableFuture<R> submit(AtCommand<R> command);

  /**
   * Listens to unsolicited lines with a prefix, or to one of those that have none, such as {@code
   * NO CARRIER} or {@code RING}.
   *
   * <p>Listeners may block and call the channel; while they do, lines wait in a bounded queue, and
   * further ones are dropped and {@linkplain AtChannel#droppedUnsolicited() counted}. A listener
   * that throws is logged and called again.
   *
   * @param prefix such as {@code +CEREG} or {@code ^HCSQ}, without the colon, or a line as it comes
   * @param listener called where {@link ChannelOptions.Builder#executor} says, one line at a time,
   *     in the order they came
   * @return ends the subscription when closed
   * @throws ChannelClosedException if the dialogue is closed
   */
  Subscription subscribe(String prefix, Consumer<InfoLine> listener);

  /**
   * Listens to one kind of unsolicited line; lines that are of another kind or cannot be read are
   * left out.
   *
   * @param <T> what it is read into
   * @param type the kind, such as {@link io.github.thingseal.at.command.network.Registration#URC}
   * @param listener called like that of the other method
   * @return ends the subscription when closed
   * @throws ChannelClosedException if the dialogue is closed
   */
  default <T> Subscription subscribe(UrcType<T> type, Consumer<T> listener) {
    Arguments.required(type, "type");
    Arguments.required(listener, "listener");
    return subscribe(type.prefix(), line -> type.read(line).ifPresent(listener));
  }

  /** A running subscription. */
  interface Subscription extends AutoCloseable {
    /** Ends it; the listener is not called afterwards. */
    @Override
    void close();
  }
}
