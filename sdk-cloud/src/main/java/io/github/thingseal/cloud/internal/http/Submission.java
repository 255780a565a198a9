package io.github.thingseal.cloud.internal.http;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A call that waits for a thread of the pool, or runs on one. */
final class Submission<T> implements Runnable {
  private final CompletableFuture<T> future;
  private final Supplier<T> call;
  private final String operation;
  private final CallControl control;

  Submission(
      CompletableFuture<T> future, Supplier<T> call, ApiRequest<T> request, CallControl control) {
    this.future = future;
    this.call = call;
    this.operation = request.operation().name();
    this.control = control;
  }

  @Override
  public void run() {
    if (future.isDone()) {
      return;
    }
    try {
      T value = call.get();
      if (!future.complete(value)) {
        wipe(value);
      }
    } catch (Throwable e) { // A future that never completes would be worse than any of them.
      future.completeExceptionally(e);
    }
  }

  /** Ends a call that never ran. */
  void abandon() {
    control.cancel();
    future.completeExceptionally(control.cancelled(operation, null));
  }

  /** Keys that nobody waits for any more. */
  private static void wipe(Object value) {
    if (value instanceof AutoCloseable secret) {
      try {
        secret.close();
      } catch (Exception e) {
        throw new IllegalStateException("Closing a value of the SDK throws nothing", e);
      }
    }
  }
}
