package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.testkit.SimulatedModule;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One virtual time for a driver and a simulated module: it passes only while the driver has set
 * itself a time and nobody has anything else to do, so that nothing depends on how fast this
 * machine is.
 */
final class SharedTime implements Scheduler, AutoCloseable {
  /** How far time goes at most in one go; the module's events within are in their own order. */
  private static final Duration STEP = Duration.ofMillis(100);

  private static final Set<Thread.State> NOT_BUSY =
      Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED);

  private static final long LOOK_AGAIN_NANOS = 10_000;

  private record Entry(long at, long order, Runnable task) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
  private final SimulatedModule module;
  private final BooleanSupplier lineIdle;
  private final Set<Thread> users = new CopyOnWriteArraySet<>();
  private final Thread pump = new Thread(this::pump, "shared-time");
  private long now;
  private long order;
  private boolean held;
  private volatile boolean ended;

  /**
   * Starts to let time pass.
   *
   * @param module built with virtual time
   * @param lineIdle whether the driver has taken in all that the module sent
   * @param user the thread that uses the driver; others are known from when they ask for the time
   */
  SharedTime(SimulatedModule module, BooleanSupplier lineIdle, Thread user) {
    this.module = module;
    this.lineIdle = lineIdle;
    users.add(user);
    pump.setDaemon(true);
  }

  void start() {
    pump.start();
  }

  @Override
  public long nanoTime() {
    know(Thread.currentThread());
    return time();
  }

  private synchronized long time() {
    return now;
  }

  /** No time passes while it is busy; who times something asks what time it is at least. */
  private void know(Thread thread) {
    if (thread != pump) {
      users.add(thread);
    }
  }

  @Override
  public synchronized Scheduled schedule(Runnable task, Duration delay) {
    know(Thread.currentThread());
    Entry entry = new Entry(now + delay.toNanos(), order++, task);
    entries.add(entry);
    return () -> remove(entry);
  }

  private synchronized void remove(Entry entry) {
    entries.remove(entry);
    order++;
  }

  private void pump() {
    while (!ended) {
      long before = state();
      if (before >= 0 && isNobodyBusy() && lineIdle.getAsBoolean()) {
        step(before);
      } else {
        // Nobody tells when a thread begins to wait; this is how often it is looked at.
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      }
    }
  }

  private boolean isNobodyBusy() {
    return users.stream().map(Thread::getState).allMatch(NOT_BUSY::contains);
  }

  /** What changes with every time that somebody sets or takes back; negative if there is none. */
  private synchronized long state() {
    return entries.isEmpty() || held ? -1 : order;
  }

  /** Lets no time pass until {@link #goOn}: for a thread that was woken and may not run yet. */
  synchronized void hold() {
    held = true;
  }

  synchronized void goOn() {
    held = false;
  }

  /** Goes on towards what is due next, unless somebody did something meanwhile. */
  private void step(long before) {
    Duration step;
    synchronized (this) {
      Entry next = entries.peek();
      if (next == null || held || order != before) {
        return;
      }
      step = Duration.ofNanos(Math.min(STEP.toNanos(), Math.max(0, next.at - now)));
      now += step.toNanos();
    }
    module.advance(step);
    if (lineIdle.getAsBoolean()) {
      Entry due = takeDue();
      if (due != null) {
        due.task.run();
      }
    }
  }

  private synchronized @Nullable Entry takeDue() {
    Entry first = entries.peek();
    return first == null || first.at > now ? null : entries.remove();
  }

  /** Waits until so much time has passed. */
  void settle(Duration duration) throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    Scheduled unused = schedule(over::countDown, duration);
    over.await();
  }

  @Override
  public void close() {
    ended = true;
    try {
      pump.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
