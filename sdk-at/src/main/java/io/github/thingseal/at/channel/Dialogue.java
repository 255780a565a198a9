package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.UrcType;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The conversation with one module: commands one at a time, unsolicited lines at any time. */
public interface Dialogue {
  /**
   * Sends a command and waits for its result.
   *
   * @param <R> what the reply is read into
   * @param command the command
   * @return the result
   */
  <R> R execute(AtCommand<R> command);

  /**
   * Queues a command.
   *
   * @param <R> what the reply is read into
   * @param command the command
   * @return completes with the result; cancelling it takes the command back, or aborts it
   */
  <R> CompletableFuture<R> submit(AtCommand<R> command);

  /**
   * Listens to unsolicited lines.
   *
   * @param prefix such as {@code +CEREG} or {@code ^HCSQ}, without the colon; or, for a line that
   *     has none, the line: {@code NO CARRIER}
   * @param listener called on the channel's own executor, in the order the lines came
   * @return ends the subscription when closed
   * @throws io.github.thingseal.at.command.ChannelClosedException if the dialogue is closed
   */
  Subscription subscribe(String prefix, Consumer<InfoLine> listener);

  /**
   * Listens to one kind of unsolicited line; lines that are of another kind or cannot be read are
   * left out.
   *
   * @param <T> what it is read into
   * @param type the kind, such as {@link io.github.thingseal.at.command.network.Registration#URC}
   * @param listener called on the channel's own executor, in the order the lines came
   * @return ends the subscription when closed
   * @throws io.github.thingseal.at.command.ChannelClosedException if the dialogue is closed
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
