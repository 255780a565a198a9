package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.ChannelClosedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A submitted command on its way to a port that may be away, or vanish before it is sent. */
final class PendingCommand<R> {
  private final ReconnectingChannel owner;
  private final AtCommand<R> command;
  private final long since;
  private final CompletableFuture<R> result = new CompletableFuture<>();
  private volatile @Nullable CompletableFuture<R> underWay;

  PendingCommand(ReconnectingChannel owner, AtCommand<R> command, long since) {
    this.owner = owner;
    this.command = command;
    this.since = since;
    CompletableFuture<R> unused =
        result.whenComplete(
            (value, error) -> {
              CompletableFuture<R> current = underWay;
              if (result.isCancelled() && current != null) {
                current.cancel(false);
              }
            });
  }

  CompletableFuture<R> result() {
    return result;
  }

  /** Waits for the port. */
  void await() {
    CompletableFuture<Void> unused =
        owner
            .line(command, since)
            .thenAcceptAsync(this::prepare, owner.executor())
            .whenComplete((done, error) -> failIf(absence(error)));
  }

  private void prepare(ReconnectingChannel.Line line) {
    CompletableFuture<Void> unused =
        owner.prepared().thenRun(() -> send(line)).whenComplete((done, error) -> failIf(error));
  }

  void send(ReconnectingChannel.Line line) {
    if (result.isDone()) {
      return;
    }
    CompletableFuture<R> sent = line.channel().submit(command);
    underWay = sent;
    if (result.isCancelled()) {
      sent.cancel(false);
    }
    CompletableFuture<R> unused = sent.whenComplete((value, error) -> ended(line, value, error));
  }

  private void ended(ReconnectingChannel.Line line, R value, @Nullable Throwable error) {
    if (error == null) {
      result.complete(value);
    } else if (cause(error) instanceof ChannelClosedException closed
        && owner.mayWaitAfter(command, since, closed)) {
      owner.lost(line.token(), closed.getMessage());
      await();
    } else {
      failIf(error);
    }
  }

  private @Nullable Throwable absence(@Nullable Throwable error) {
    return error == null ? null : owner.absence(command, cause(error));
  }

  private void failIf(@Nullable Throwable error) {
    if (error != null) {
      result.completeExceptionally(cause(error));
    }
  }

  private static Throwable cause(Throwable error) {
    Throwable cause = error.getCause();
    return error instanceof CompletionException && cause != null ? cause : error;
  }
}
