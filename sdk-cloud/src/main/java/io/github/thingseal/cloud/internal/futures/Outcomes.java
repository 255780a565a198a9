package io.github.thingseal.cloud.internal.futures;

import io.github.thingseal.cloud.error.CallCancelledException;
import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** How futures of this SDK, and of sources that callers wrote, end. */
public final class Outcomes {
  private Outcomes() {}

  /**
   * Waits for a future and returns its value, or throws what it failed with. An interrupt cancels
   * it at once, and stays set.
   */
  public static <T> T await(CompletableFuture<T> future, String what) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(false);
      Thread.currentThread().interrupt();
      throw interrupted(what, true, e);
    } catch (ExecutionException e) {
      throw typed(e, what);
    }
  }

  /**
   * The future of what a function makes of a value. The function gets every value, even if no one
   * waits for the result any more, so that it can close the value. If the result ends before that,
   * the value's future is cancelled.
   */
  public static <T, R> CompletableFuture<R> map(
      CompletableFuture<T> future, Function<? super T, ? extends R> function) {
    CompletableFuture<R> result = new CompletableFuture<>();
    var unused =
        future.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                complete(result, value, function);
              } else {
                result.completeExceptionally(unwrapped(failure));
              }
            });
    var unusedToo = result.whenComplete((value, failure) -> future.cancel(false));
    return result;
  }

  private static <T, R> void complete(
      CompletableFuture<R> result, T value, Function<? super T, ? extends R> function) {
    R made;
    try {
      made = function.apply(value);
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
      return;
    }
    result.complete(made);
  }

  /** What a call, or a stream of messages, fails with whose thread was interrupted. */
  public static CallCancelledException interrupted(
      String what, boolean mayHaveBeenCarriedOut, InterruptedException e) {
    return new CallCancelledException(
        what + " was given up, because the thread was interrupted while it waited",
        FailureDetails.withoutAnswer(what, mayHaveBeenCarriedOut),
        e);
  }

  /** An exception of the SDK as it is; any other one as the cause of one that may be passing. */
  public static ThingsealException typed(Throwable failure, String what) {
    Throwable thrown = unwrapped(failure);
    return thrown instanceof ThingsealException known
        ? known
        : new TransientException(what + " failed unexpectedly: " + thrown, thrown);
  }

  /** What a future or stage failed with, without what the JDK wraps it in. */
  public static Throwable unwrapped(Throwable failure) {
    boolean wraps = failure instanceof CompletionException || failure instanceof ExecutionException;
    Throwable cause = failure.getCause();
    return wraps && cause != null ? unwrapped(cause) : failure;
  }
}
