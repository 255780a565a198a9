package io.github.thingseal.cloud.internal.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time as the pipeline sees it; tests turn it by hand. */
public interface Time {
  /** The time of day, for tokens, dates and the circuit breaker. */
  Clock clock();

  /** A tick that only goes forward, for time limits. */
  long nanoTime();

  /** Waits, or returns at once when woken. */
  void pause(Duration duration, CountDownLatch wake) throws InterruptedException;

  /** The time of day. */
  default Instant now() {
    return clock().instant();
  }

  /** Real time with a clock of the user's. */
  static Time of(Clock clock) {
    return new Time() {
      @Override
      public Clock clock() {
        return clock;
      }

      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public void pause(Duration duration, CountDownLatch wake) throws InterruptedException {
        boolean woken = wake.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        if (woken) {
          throw new InterruptedException("woken");
        }
      }
    };
  }
}
