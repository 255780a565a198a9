package io.github.thingseal.cloud.internal.concurrent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Time as the pipeline sees it; tests turn it by hand. */
public interface Time extends AutoCloseable {
  /** The time of day, for tokens, dates and the circuit breaker. */
  Clock clock();

  /** A tick that only goes forward, for time limits. */
  long nanoTime();

  /** Runs the task once after the delay, unless it is cancelled before. */
  Timer after(Duration delay, Runnable task);

  /** As {@link #after}, for a pause that a call makes between two attempts. */
  default Timer pause(Duration delay, Runnable task) {
    return after(delay, task);
  }

  /** The time of day. */
  default Instant now() {
    return clock().instant();
  }

  /** Ends all timers. */
  @Override
  void close();

  /** A task that is due later. */
  @FunctionalInterface
  interface Timer {
    /** Forgets the task; does nothing if it has run. */
    void cancel();
  }
}
