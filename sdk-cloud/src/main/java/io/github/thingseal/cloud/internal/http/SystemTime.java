package io.github.thingseal.cloud.internal.http;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Real time, with a clock of the user's. One thread watches all timers and only hands over what is
 * due, so that no task delays another.
 */
public final class SystemTime implements Time {
  private final Clock clock;
  private final Executor workers;
  private final ScheduledThreadPoolExecutor timers;

  /** Runs tasks that are due on the workers. */
  public SystemTime(Clock clock, Executor workers) {
    this.clock = clock;
    this.workers = workers;
    this.timers = new ScheduledThreadPoolExecutor(1, Workers.threads("thingseal-cloud-timer"));
    timers.setRemoveOnCancelPolicy(true);
    timers.setKeepAliveTime(Workers.IDLE_SECONDS, TimeUnit.SECONDS);
    timers.allowCoreThreadTimeOut(true);
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    try {
      Future<?> due =
          timers.schedule(
              () -> workers.execute(task), Durations.nanos(delay), TimeUnit.NANOSECONDS);
      return () -> due.cancel(false);
    } catch (RejectedExecutionException e) {
      return () -> {}; // Closed: whatever waits is ended by the one who closes.
    }
  }

  @Override
  public void close() {
    timers.shutdownNow();
  }
}
