package io.github.thingseal.at.channel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits for the reply to its command, and runs meanwhile what must come before.
 * Sleeping and waking take about as long as the answer of a fast port. While answers come that
 * fast, the thread does not sleep, but yields to other threads.
 */
final class CallerThread implements Executor {
  private static final long AWAKE_NANOS = 250_000;
  private static final boolean PROCESSOR_TO_SPARE = Runtime.getRuntime().availableProcessors() > 1;

  private final Thread thread = Thread.currentThread();
  private final AtomicReference<@Nullable Runnable> task = new AtomicReference<>();
  private final AtomicBoolean answersAreQuick;

  /** All that wait for replies of one channel share what is known of its answers. */
  CallerThread(AtomicBoolean answersAreQuick) {
    this.answersAreQuick = answersAreQuick;
  }

  @Override
  public void execute(Runnable due) {
    task.set(due);
    LockSupport.unpark(thread);
  }

  /** Waits; called by the thread itself. */
  @SuppressWarnings("ThreadPriorityCheck") // Speed depends on it, correctness does not.
  <T> T await(CompletableFuture<T> reply) throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    while (answersAreQuick.get() && !reply.isDone() && task.get() == null) {
      Thread.yield();
      answersAreQuick.set(System.nanoTime() - start < AWAKE_NANOS);
    }
    try {
      return awaitAsleep(reply);
    } finally {
      answersAreQuick.set(PROCESSOR_TO_SPARE && System.nanoTime() - start < AWAKE_NANOS);
    }
  }

  private <T> T awaitAsleep(CompletableFuture<T> reply)
      throws InterruptedException, ExecutionException {
    if (!reply.isDone()) {
      CompletableFuture<T> unused =
          reply.whenComplete((value, failure) -> LockSupport.unpark(thread));
    }
    Sleep sleep = new Sleep(reply);
    while (!reply.isDone()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (!runTask()) {
        sleep.begin();
      }
    }
    return reply.get();
  }

  /**
   * Lasts until there is a reply, a task or an interrupt; a pool to which the thread belongs may
   * replace it.
   */
  private final class Sleep implements ForkJoinPool.ManagedBlocker {
    private final CompletableFuture<?> reply;

    Sleep(CompletableFuture<?> reply) {
      this.reply = reply;
    }

    /** A pool that may not grow any more goes without the thread. */
    void begin() throws InterruptedException {
      try {
        ForkJoinPool.managedBlock(this);
      } catch (RejectedExecutionException e) {
        block();
      }
    }

    @Override
    public boolean isReleasable() {
      return reply.isDone() || task.get() != null || thread.isInterrupted();
    }

    @Override
    public boolean block() {
      LockSupport.park(this);
      return isReleasable();
    }
  }

  boolean runTask() {
    Runnable due = task.getAndSet(null);
    if (due == null) {
      return false;
    }
    due.run();
    return true;
  }
}
