package io.github.thingseal.testsupport;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One virtual time for drivers and simulated modules: it passes only while a driver has set itself
 * a time and no one has anything else to do, so that nothing depends on how fast this machine is.
 */
public abstract class VirtualClock implements AutoCloseable {
  /** How far time goes at most in one go; the events within are in their own order. */
  private static final Duration STEP = Duration.ofMillis(100);

  private static final Set<Thread.State> NOT_BUSY =
      Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED);

  private static final long LOOK_AGAIN_NANOS = 10_000;

  private record Entry(long at, long order, Runnable task) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
  private final Set<Thread> users = new CopyOnWriteArraySet<>();

  // It runs once it is started, which is when the subclass is whole.
  @SuppressWarnings("this-escape")
  private final Thread pump = new Thread(this::pump, "virtual-clock");

  private long now;
  private long order;
  private boolean held;
  private volatile boolean ended;

  /**
   * A clock that stands still until it is started.
   *
   * @param user the thread that uses the driver; others are known from when they ask for the time
   */
  protected VirtualClock(Thread user) {
    users.add(user);
    pump.setDaemon(true);
  }

  /**
   * Lets time pass for the simulated modules.
   *
   * @param step how much
   */
  protected abstract void pass(Duration step);

  /**
   * Whether the drivers have taken in what the modules sent.
   *
   * @return false as long as time must stand still
   */
  protected abstract boolean isIdle();

  /** Lets time pass from now on. */
  public final void start() {
    pump.start();
  }

  /**
   * The time.
   *
   * @return nanoseconds since the clock was made
   */
  public final long nanoTime() {
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

  /**
   * Runs a task on the thread of the clock once so much time has passed.
   *
   * @param delay how much
   * @param task what to run
   * @return takes the task back
   */
  protected final synchronized Runnable after(Duration delay, Runnable task) {
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
      if (before >= 0 && isNoOneBusy() && isIdle()) {
        step(before);
      } else {
        // No event announces that a thread begins to wait; this is how often it is looked at.
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      }
    }
  }

  private boolean isNoOneBusy() {
    return users.stream().noneMatch(this::isBusy);
  }

  /**
   * Whether a thread that uses a driver has something else to do than to wait for the driver.
   *
   * @param thread one of those that use it
   * @return true if no time may pass
   */
  protected boolean isBusy(Thread thread) {
    return !NOT_BUSY.contains(thread.getState()) || isReleased(LockSupport.getBlocker(thread));
  }

  /** Whether what a thread is parked on has come, so that it goes on as soon as it is its turn. */
  private static boolean isReleased(@Nullable Object blocker) {
    if (blocker instanceof ForkJoinPool.ManagedBlocker wait) {
      return wait.isReleasable();
    }
    // Only the text of a latch says how many it waits for.
    return blocker instanceof AbstractQueuedSynchronizer latch
        && latch.getClass().getName().startsWith(CountDownLatch.class.getName())
        && latch.toString().contains("State = 0,");
  }

  /** What changes with every time that someone sets or takes back; negative if there is none. */
  private synchronized long state() {
    return entries.isEmpty() || held ? -1 : order;
  }

  /** Lets no time pass until {@link #goOn}: for a thread that was woken and may not run yet. */
  public final synchronized void hold() {
    held = true;
  }

  /** Ends a {@link #hold}. */
  public final synchronized void goOn() {
    held = false;
  }

  /** Goes on towards what is due next, unless someone did something meanwhile. */
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
    pass(step);
    if (isIdle()) {
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

  /**
   * Waits until so much time has passed.
   *
   * @param duration how much
   * @throws InterruptedException if the waiting is interrupted
   */
  public final void settle(Duration duration) throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    Runnable unused = after(duration, over::countDown);
    over.await();
  }

  /** Stops; what is due later never comes. */
  @Override
  public final void close() {
    ended = true;
    try {
      pump.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
