package io.github.thingseal.testkit.internal.module.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Time as it passes outside, or a number of times faster. */
public final class RealClock implements ModuleClock {
  private static final Logger LOG = LoggerFactory.getLogger(RealClock.class);
  private static final long STOP_SECONDS = 5;

  private final Instant startedAt = Clock.systemUTC().instant();
  private final long startedNanos = System.nanoTime();
  private final int factor;
  private final ScheduledThreadPoolExecutor timer;
  private volatile @Nullable Thread thread;

  /** Starts the clock; a factor of 1 is real time. */
  public RealClock(int factor, String threadName) {
    this.factor = factor;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread started = new Thread(task, threadName);
              started.setDaemon(true);
              thread = started;
              return started;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Instant now() {
    return startedAt.plus(Duration.ofNanos(System.nanoTime() - startedNanos).multipliedBy(factor));
  }

  @Override
  public Runnable schedule(Duration delay, Runnable task) {
    long nanos = delay.toNanos() / factor;
    Future<?> future = timer.schedule(() -> runSafely(task), nanos, TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  /** The executor would keep a failure to itself. */
  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("A timer of the simulated module failed", e);
    }
  }

  private static void join(@Nullable Thread thread) throws InterruptedException {
    if (thread != null && thread != Thread.currentThread()) {
      thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      if (!timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The timer of the simulated module is still busy after {} s", STOP_SECONDS);
      }
      // The executor counts its thread as gone a moment before it is.
      join(thread);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
