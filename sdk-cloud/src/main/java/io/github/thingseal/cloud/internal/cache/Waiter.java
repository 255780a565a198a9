package io.github.thingseal.cloud.internal.cache;

import io.github.thingseal.cloud.internal.call.Secrets;
import io.github.thingseal.core.ThingsealException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One who waits for a secret, what is done with it, and the future of that. */
final class Waiter<V, R> implements Runnable {
  final CompletableFuture<R> result = new CompletableFuture<>();
  final boolean isInside;
  private final Function<? super V, R> use;
  private @Nullable Shared<V> shared;
  private @Nullable ThingsealException failure;

  /** Inside, what hangs on the future waits for nothing and runs no code of a caller's. */
  Waiter(Function<? super V, R> use, boolean isInside) {
    this.use = use;
    this.isInside = isInside;
  }

  /** Takes the outcome: a secret, held for this waiter, or why there is none. */
  void outcome(@Nullable Shared<V> secret, @Nullable ThingsealException reason) {
    this.shared = secret;
    this.failure = reason;
  }

  /** Uses the secret, lets go of it, and completes the future, on which the caller's code hangs. */
  @Override
  public void run() {
    if (shared == null) {
      result.completeExceptionally(failure);
      return;
    }
    R value;
    try {
      value = shared.use(use);
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
      return;
    }
    Secrets.wipeUnless(result.complete(value), value);
  }
}
