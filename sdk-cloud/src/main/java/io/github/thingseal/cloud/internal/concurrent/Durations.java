package io.github.thingseal.cloud.internal.concurrent;

import java.time.Duration;

/** Durations as numbers for code that counts in a long; what does not fit is "forever". */
public final class Durations {
  /** Long enough for anyone, and short enough to be added to any time of day and tick. */
  private static final Duration FOREVER = Duration.ofDays(100 * 365);

  private Durations() {}

  /** The duration, or 100 years if it is longer. */
  public static Duration bounded(Duration duration) {
    return duration.compareTo(FOREVER) > 0 ? FOREVER : duration;
  }

  /** In nanoseconds. */
  public static long nanos(Duration duration) {
    return bounded(duration).toNanos();
  }

  /** At least 1 ms for what is longer than zero. */
  public static long millis(Duration duration) {
    Duration bounded = bounded(duration);
    return bounded.isZero() ? 0 : Math.max(1, bounded.toMillis());
  }

  /** What OkHttp takes for a time limit: 1 ms to almost 25 days, because 0 would be no limit. */
  public static Duration forOkHttp(Duration limit) {
    return Duration.ofMillis(Math.min(Integer.MAX_VALUE, Math.max(1, millis(limit))));
  }
}
