package io.github.thingseal.at.mux;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.testsupport.Waits;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Threads for calls that wait in virtual time, which is not to pass while one of them is busy. */
final class CallingThreads implements Executor {
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  @Override
  public void execute(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** What a call returns. */
  <T> CompletableFuture<T> call(Callable<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    execute(
        () -> {
          try {
            result.complete(call.call());
          } catch (Exception e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  /** What a call throws, or null. */
  CompletableFuture<Throwable> failure(ThrowingCallable call) {
    return CompletableFuture.supplyAsync(() -> catchThrowable(call), this);
  }

  boolean areBusy() {
    return threads.stream().anyMatch(Waits::isOver);
  }

  /** Returns when each of them waits or has ended. */
  void awaitRest() {
    Waits.until(() -> !areBusy());
  }
}
