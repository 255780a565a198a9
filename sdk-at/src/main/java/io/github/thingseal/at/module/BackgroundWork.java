package io.github.thingseal.at.module;

import io.github.thingseal.at.command.ChannelClosedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs what waits for a module on daemon threads of its own, which end with it; cancelling
 * interrupts them.
 */
final class BackgroundWork implements AutoCloseable {
  private final ExecutorService executor;

  BackgroundWork(String name) {
    executor =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            0,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  <T> CompletableFuture<T> start(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      Future<?> running = executor.submit(() -> complete(result, work));
      CompletableFuture<T> unused =
          result.whenComplete(
              (value, error) -> {
                if (result.isCancelled()) {
                  running.cancel(true);
                }
              });
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(
          new ChannelClosedException("", false, "The module is closed; open it again"));
    }
    return result;
  }

  private static <T> void complete(CompletableFuture<T> result, Supplier<T> work) {
    try {
      result.complete(work.get());
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  /** Interrupts whatever still waits. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
