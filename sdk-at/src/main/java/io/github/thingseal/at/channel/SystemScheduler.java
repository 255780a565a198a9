package io.github.thingseal.at.channel;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/**
 * Real time on two daemon threads: while one is held up in a write, the other keeps deadlines. One
 * may serve several channels; whoever made it closes it.
 */
public final class SystemScheduler implements Scheduler, AutoCloseable {
  private static final int THREADS = 2;

  private final ScheduledThreadPoolExecutor executor;

  /**
   * Starts the time.
   *
   * @param threadName what the threads are called
   */
  public SystemScheduler(String threadName) {
    // What is scheduled while the channel closes has lost its purpose.
    executor =
        new ScheduledThreadPoolExecutor(
            THREADS, task -> daemon(task, threadName), new DiscardPolicy());
    executor.setRemoveOnCancelPolicy(true);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Scheduled schedule(Runnable task, Duration delay) {
    Future<?> future = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  /** Ends the threads; what is scheduled is forgotten. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
