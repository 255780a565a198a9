package io.github.thingseal.testkit.internal.module;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

  /** Starts the clock; a factor of 1 is real time. */
  public RealClock(int factor, String threadName) {
    this.factor = factor;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, threadName);
              thread.setDaemon(true);
              return thread;
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

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      if (!timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The timer of the simulated module is still busy after {} s", STOP_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
