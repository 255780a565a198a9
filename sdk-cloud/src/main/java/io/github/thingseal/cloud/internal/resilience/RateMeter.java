package io.github.thingseal.cloud.internal.resilience;

/** How many requests were sent in the last second, from the counts of this second and the last. */
final class RateMeter {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final long origin;
  private long second;
  private int current;
  private int previous;

  RateMeter(long nowNanos) {
    this.origin = nowNanos;
  }

  void count(long nowNanos) {
    turnTo(nowNanos);
    current++;
  }

  double rate(long nowNanos) {
    turnTo(nowNanos);
    double passed = (double) ((nowNanos - origin) % SECOND_NANOS) / SECOND_NANOS;
    return current + previous * (1 - passed);
  }

  private void turnTo(long nowNanos) {
    long now = (nowNanos - origin) / SECOND_NANOS;
    if (now != second) {
      previous = now == second + 1 ? current : 0;
      current = 0;
      second = now;
    }
  }
}
