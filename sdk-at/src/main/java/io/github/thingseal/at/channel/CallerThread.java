package io.github.thingseal.at.channel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that waits for the reply to its command, and runs meanwhile what must come before. */
final class CallerThread implements Executor {
  private final Thread thread = Thread.currentThread();
  private final AtomicReference<@Nullable Runnable> task = new AtomicReference<>();

  @Override
  public void execute(Runnable due) {
    task.set(due);
    LockSupport.unpark(thread);
  }

  boolean hasTask() {
    return task.get() != null;
  }

  /** Waits; called by the thread itself. */
  <T> T await(CompletableFuture<T> reply) throws InterruptedException, ExecutionException {
    if (!reply.isDone()) {
      CompletableFuture<T> unused =
          reply.whenComplete((value, failure) -> LockSupport.unpark(thread));
    }
    while (!reply.isDone()) {
      if (runTask()) {
        continue;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.park(this);
    }
    return reply.get();
  }

  /** Runs what is due, if anything is. */
  boolean runTask() {
    Runnable due = task.getAndSet(null);
    if (due == null) {
      return false;
    }
    due.run();
    return true;
  }
}
