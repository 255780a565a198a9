package io.github.thingseal.testkit.internal.module.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** Time that stands still until it is advanced by hand. */
public final class VirtualClock implements ModuleClock {
  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparing(Entry::number));
  private Instant now;
  private long number;

  /** Starts at a time of day. */
  public VirtualClock(Instant start) {
    this.now = start;
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized Runnable schedule(Duration delay, Runnable task) {
    Entry entry = new Entry(now.plus(delay), number++, task);
    entries.add(entry);
    return () -> cancel(entry);
  }

  /** Lets time pass, running on the caller's thread, in order, everything that falls due. */
  public void advance(Duration duration) {
    Instant end = now().plus(duration);
    for (var task = takeDue(end); task.isPresent(); task = takeDue(end)) {
      task.get().run();
    }
  }

  /** When something falls due next. */
  public synchronized Optional<Instant> nextDue() {
    return Optional.ofNullable(entries.peek()).map(Entry::due);
  }

  private synchronized Optional<Runnable> takeDue(Instant end) {
    Entry next = entries.peek();
    if (next == null || next.due.isAfter(end)) {
      now = end;
      return Optional.empty();
    }
    entries.remove();
    now = next.due;
    return Optional.of(next.task);
  }

  private synchronized void cancel(Entry entry) {
    entries.remove(entry);
  }

  @Override
  public synchronized void close() {
    entries.clear();
  }

  private record Entry(Instant due, long number, Runnable task) {}
}
