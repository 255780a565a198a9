package io.github.thingseal.at.channel;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Real time. One thread keeps it for all channels of the process and leaves what may block to
 * {@link Workers}, so that no line that is held up in a write holds up the time of another.
 */
final class SystemScheduler implements Scheduler {
  static final Scheduler SHARED = new SystemScheduler();

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, task -> Threads.daemon(task, "thingseal-at-timer"));

  private SystemScheduler() {
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(Workers.IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Scheduled schedule(Runnable task, Duration delay) {
    Arguments.required(task, "task");
    Arguments.required(delay, "delay");
    Duration left = delay.isNegative() ? Duration.ZERO : Arguments.notNegative(delay, "delay");
    Future<?> due = timer.schedule(task, left.toNanos(), TimeUnit.NANOSECONDS);
    return () -> due.cancel(false);
  }

  @Override
  public void execute(Runnable task) {
    Workers.SHARED.execute(Arguments.required(task, "task"));
  }
}
