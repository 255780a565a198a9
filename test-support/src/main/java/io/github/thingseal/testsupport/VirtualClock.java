package io.github.thingseal.testsupport;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One virtual time for drivers and simulated modules: it passes only while a driver has set itself
 * a time and no one has anything else to do, so that nothing depends on how fast this machine is.
 *
 * <p>Who waits for a future, a latch, a lock or a monitor is known to go on as soon as that has
 * come. Who waits for an element of a queue, as idle threads of a pool do, is not.
 */
public abstract class VirtualClock implements AutoCloseable {
  /** How far time goes in one go if modules have events within, which are in their own order. */
  private static final Duration STEP = Duration.ofMillis(100);

  private static final long LOOK_AGAIN_NANOS = 10_000;

  private record Entry(long at, long order, Runnable task) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
  private final Set<Thread> users = new CopyOnWriteArraySet<>();
  private final AtomicLong usersSoFar = new AtomicLong();
  private final Set<Thread> before = alive().collect(toSet());

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
   * How long the simulated modules do nothing: so far time may go in one go.
   *
   * @return empty if they only wait for their drivers
   */
  protected abstract Optional<Duration> untilNextEvent();

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
    if (thread != pump && users.add(thread)) {
      usersSoFar.incrementAndGet();
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

  /**
   * Lets time pass at moments at which no one has anything to do. Threads are looked at one after
   * the other: one that was seen waiting may be woken by one that is seen later, when that waits,
   * too. So two looks must agree: a thread that is in the same wait in both was in it in between.
   * The look before a step is the first of the two for the next one.
   */
  private void pump() {
    Look last = null;
    boolean sure = false;
    while (!ended) {
      long before = state();
      Look look = before >= 0 && isIdle() ? look(sure ? last : null) : null;
      sure = look != null && look.equals(last);
      last = look;
      if (sure) {
        goOn(before);
      } else if (look == null) {
        // No event announces that a thread begins to wait; this is how often it is looked at.
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      }
    }
  }

  /**
   * What all wait for.
   *
   * @param newcomers how many threads had been started, or had asked for the time, before
   * @param waits the wait that each thread is in
   */
  private record Look(long newcomers, Map<Thread, Long> waits) {}

  /**
   * Looks at all threads.
   *
   * @param sure the last look if it agreed with the one before, or null: threads that have come
   *     since are not looked for, but keep this look from agreeing with it. Otherwise they are: one
   *     is counted before it is found, and in between someone runs who starts it.
   * @return null if one has something to do
   */
  private @Nullable Look look(@Nullable Look sure) {
    long newcomers = Waits.threadsStarted() + usersSoFar.get();
    Set<Thread> threads = sure == null ? threads() : sure.waits.keySet();
    boolean busy = threads.stream().anyMatch(this::isBusy);
    return busy ? null : new Look(newcomers, Waits.begun(threads));
  }

  /** Those that asked for the time, and those that were started since the clock was made. */
  private Set<Thread> threads() {
    users.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    Set<Thread> threads = new LinkedHashSet<>(users);
    alive().filter(thread -> !before.contains(thread) && takesPart(thread)).forEach(threads::add);
    threads.remove(pump);
    return threads;
  }

  private static Stream<Thread> alive() {
    return Waits.alive(Waits.ownGroup());
  }

  /**
   * Whether what a thread does that has not asked for the time takes none of it.
   *
   * @param thread one that was started since the clock was made
   * @return false if time may pass meanwhile
   */
  protected boolean takesPart(Thread thread) {
    return true;
  }

  /**
   * Whether a thread has something else to do than to wait for the driver.
   *
   * @param thread one of those that use it, or belong to it
   * @return true if no time may pass
   */
  protected boolean isBusy(Thread thread) {
    return Waits.isOver(thread);
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

  /** Does what is due, or goes on towards it, unless someone did something meanwhile. */
  private void goOn(long before) {
    long longest =
        untilNextEvent()
            .map(quiet -> Math.max(STEP.toNanos(), quiet.toNanos()))
            .orElse(Long.MAX_VALUE);
    Runnable due;
    synchronized (this) {
      Entry next = entries.peek();
      if (next == null || held || order != before) {
        return;
      }
      Duration step = Duration.ofNanos(Math.min(longest, Math.max(0, next.at - now)));
      now += step.toNanos();
      due = step.isZero() ? entries.remove().task : () -> pass(step);
    }
    due.run();
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
