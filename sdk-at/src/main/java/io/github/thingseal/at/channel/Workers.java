package io.github.thingseal.at.channel;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that all channels of the process share. One keeps real time. The others, as many as
 * work at the same time, write what falls due, and run what depends on replies and unsolicited
 * lines. No line that is held up in a write holds up the time of another. Idle threads end.
 *
 * <p>The common pool would not do: on two processors or fewer a {@code CompletableFuture} makes a
 * thread for every task instead.
 */
final class Workers {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final long IDLE_SECONDS = 10;

  static final Executor SHARED =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> daemon(task, "thingseal-at-worker"));

  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private Workers() {}

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, task -> daemon(task, "thingseal-at-timer"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }

  /**
   * Where the application's code runs, or here if that executor accepts no more. A reply must not
   * be lost because a pool is full or was shut down.
   */
  static Executor orShared(Executor executor) {
    return task -> {
      try {
        executor.execute(task);
      } catch (RuntimeException e) {
        LOG.warn("{} takes no task; it runs on a thread of the channel's own", executor, e);
        SHARED.execute(task);
      }
    };
  }

  static Future<?> schedule(Runnable task, Duration delay) {
    Arguments.required(task, "task");
    Arguments.required(delay, "delay");
    Duration left = delay.isNegative() ? Duration.ZERO : Arguments.notNegative(delay, "delay");
    return TIMER.schedule(task, left.toNanos(), TimeUnit.NANOSECONDS);
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
