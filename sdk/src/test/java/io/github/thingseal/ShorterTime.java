package io.github.thingseal;

import io.github.thingseal.at.channel.Scheduler;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Time that runs many times as fast, for a driver that talks to a module that lives as fast. */
public final class ShorterTime implements Scheduler, AutoCloseable {
  private final int factor;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          2,
          task -> {
            Thread thread = new Thread(task, "shorter-time");
            thread.setDaemon(true);
            return thread;
          });

  public ShorterTime(int factor) {
    this.factor = factor;
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime() * factor;
  }

  @Override
  public Scheduled schedule(Runnable task, Duration delay) {
    Future<?> scheduled = timer.schedule(task, delay.toNanos() / factor, TimeUnit.NANOSECONDS);
    return () -> scheduled.cancel(false);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
