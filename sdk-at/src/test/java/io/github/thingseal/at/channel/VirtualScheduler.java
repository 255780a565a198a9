package io.github.thingseal.at.channel;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Time that passes when a test says so; due tasks run on the test's thread. */
public final class VirtualScheduler implements Scheduler {
  private record Entry(long at, long order, Runnable task) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
  private long now;
  private long order;

  /** Starts at zero. */
  public VirtualScheduler() {}

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized Scheduled schedule(Runnable task, Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("No task is due in the past: " + delay);
    }
    Entry entry = new Entry(now + delay.toNanos(), order++, task);
    entries.add(entry);
    return () -> remove(entry);
  }

  private synchronized void remove(Entry entry) {
    entries.remove(entry);
  }

  /** How many tasks wait for their time. */
  public synchronized int pending() {
    return entries.size();
  }

  /** Lets time pass, running what falls due at its own moment. */
  public void advance(Duration duration) {
    long end = nanoTime() + duration.toNanos();
    Entry due = takeDue(end);
    while (due != null) {
      due.task.run();
      due = takeDue(end);
    }
    moveTo(end);
  }

  private synchronized @Nullable Entry takeDue(long end) {
    Entry first = entries.peek();
    if (first == null || first.at > end) {
      return null;
    }
    entries.remove();
    now = Math.max(now, first.at);
    return first;
  }

  private synchronized void moveTo(long end) {
    now = end;
  }
}
