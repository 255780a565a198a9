package io.github.thingseal.at.channel;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The thread that keeps real time for all channels of the process. What may block is left to {@link
 * Workers}, so that no line that is held up in a write holds up the time of another.
 */
final class SystemTimer {
  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private SystemTimer() {}

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, task -> Threads.daemon(task, "thingseal-at-timer"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(Workers.IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }

  static Future<?> schedule(Runnable task, Duration delay) {
    Arguments.required(task, "task");
    Arguments.required(delay, "delay");
    Duration left = delay.isNegative() ? Duration.ZERO : Arguments.notNegative(delay, "delay");
    return TIMER.schedule(task, left.toNanos(), TimeUnit.NANOSECONDS);
  }
}
