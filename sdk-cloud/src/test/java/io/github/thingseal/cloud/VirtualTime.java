package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.concurrent.Time;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Time that passes only when a test advances it, or when a call pauses between two attempts. */
final class VirtualTime extends Clock implements Time {
  static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private final Set<Due> timers = new LinkedHashSet<>();
  private Duration passed = Duration.ZERO;

  /** Lets time pass, from timer to timer. */
  void advance(Duration duration) {
    Duration end;
    synchronized (this) {
      end = passed.plus(duration);
    }
    for (Optional<Due> due = next(end); due.isPresent(); due = next(end)) {
      due.get().task.run();
    }
  }

  /** How many timers wait. */
  synchronized int waiting() {
    return timers.size();
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
  public synchronized Timer after(Duration delay, Runnable task) {
    Due due = new Due(passed.plus(delay), task);
    timers.add(due);
    return () -> forget(due);
  }

  @Override
  public Timer pause(Duration delay, Runnable task) {
    pauses.add(delay);
    advance(delay);
    task.run();
    return () -> {};
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public void close() {}

  private synchronized void forget(Due due) {
    timers.remove(due);
  }

  private synchronized Optional<Due> next(Duration end) {
    Optional<Due> first =
        timers.stream()
            .min(Comparator.comparing(Due::at))
            .filter(due -> due.at.compareTo(end) <= 0);
    Duration now = first.map(Due::at).orElse(end);
    passed = now.compareTo(passed) > 0 ? now : passed;
    first.ifPresent(timers::remove);
    return first;
  }

  /** Two timers are the same if they are the same object. */
  private static final class Due {
    private final Duration at;
    private final Runnable task;

    Due(Duration at, Runnable task) {
      this.at = at;
      this.task = task;
    }

    Duration at() {
      return at;
    }
  }
}
