package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.error.ServiceFailure;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Lets the thread of a caller wait for the outcome of a call. */
final class Waiting {
  private Waiting() {}

  /** Returns or throws the outcome. An interrupt ends the call at once, and stays set. */
  static <T> T forOutcomeOf(CallControl<T> control) {
    CompletableFuture<T> outcome = control.outcome();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return outcome.get();
        } catch (InterruptedException e) {
          interrupted = true;
          control.cancel();
        }
      }
    } catch (ExecutionException e) {
      throw thrown(control, e.getCause() == null ? e : e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException thrown(CallControl<?> control, Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof ServiceFailure known
        && known.details().operation().equals(control.operation())) {
      showCaller(failure);
    }
    if (failure instanceof RuntimeException exception) {
      return exception;
    }
    throw new IllegalStateException("A call fails with unchecked exceptions only", failure);
  }

  /**
   * The exception was made on another thread: its trace goes on with that of the caller. A failed
   * sign-in is the failure of all who wait for it, and has no one caller.
   */
  private static void showCaller(Throwable failure) {
    StackTraceElement[] caller = new Throwable().getStackTrace();
    failure.setStackTrace(
        Stream.concat(Arrays.stream(failure.getStackTrace()), Arrays.stream(caller))
            .toArray(StackTraceElement[]::new));
  }
}
