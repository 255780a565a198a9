package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.http.Time;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Time that passes only when told to, or when somebody pauses. */
final class VirtualTime extends Clock implements Time {
  static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private Duration passed = Duration.ZERO;

  synchronized void advance(Duration duration) {
    passed = passed.plus(duration);
  }

  @Override
  public synchronized Instant instant() {
    return START.plus(passed);
  }

  @Override
  public Clock clock() {
    return this;
  }

  @Override
  public synchronized long nanoTime() {
    return passed.toNanos();
  }

  @Override
  public void pause(Duration duration, CountDownLatch wake) {
    pauses.add(duration);
    advance(duration);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
