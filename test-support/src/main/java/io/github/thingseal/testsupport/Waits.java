package io.github.thingseal.testsupport;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What threads wait for, as far as it can be seen from outside. */
public final class Waits {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Waits() {}

  /**
   * Returns once something is so. There is no time limit but that of the test, which interrupts.
   *
   * @param isSo asked again and again
   * @throws AssertionError if the thread is interrupted, and stays so
   */
  public static void until(BooleanSupplier isSo) {
    while (!isSo.getAsBoolean()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("Interrupted, and what was waited for had not come");
      }
      Thread.onSpinWait();
    }
  }

  /**
   * Whether a thread runs, or will without anyone's doing: one that was woken is seen waiting until
   * it is its turn. Whom a monitor wakes is seen at once; who cannot enter one waits if its owner
   * does, whatever that waits for.
   *
   * @param thread the thread
   * @return false if it has ended, or waits for what has not come
   */
  public static boolean isOver(Thread thread) {
    return isOver(thread, Set.of());
  }

  private static boolean isOver(Thread thread, Set<Thread> keptOut) {
    return switch (thread.getState()) {
      case TERMINATED -> false;
      case WAITING, TIMED_WAITING ->
          thread.isInterrupted() || hasCome(LockSupport.getBlocker(thread));
      case BLOCKED -> keptOut.contains(thread) || canEnterSoon(thread, keptOut);
      case NEW, RUNNABLE -> true;
    };
  }

  /**
   * Whether a thread is about to enter, or is kept out by one that does not wait itself. Two that
   * enter the same monitor in turn may each be seen kept out by the other: then they run.
   */
  private static boolean canEnterSoon(Thread blocked, Set<Thread> keptOut) {
    ThreadInfo info = THREADS.getThreadInfo(blocked.getId());
    long owner = info == null ? -1 : info.getLockOwnerId();
    Set<Thread> known = new HashSet<>(keptOut);
    known.add(blocked);
    return allThreads()
        .filter(thread -> thread.getId() == owner)
        .allMatch(thread -> isOver(thread, known));
  }

  /** Those of the system included: the workers of the common pool are among them. */
  private static Stream<Thread> allThreads() {
    ThreadGroup group = ownGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return alive(group);
  }

  /** The group of the thread that asks. */
  static ThreadGroup ownGroup() {
    return Objects.requireNonNull(Thread.currentThread().getThreadGroup());
  }

  /** The threads of a group that were started and have not ended. */
  static Stream<Thread> alive(ThreadGroup group) {
    Thread[] found = new Thread[2 * group.activeCount() + 10];
    return Arrays.stream(found, 0, group.enumerate(found));
  }

  private static boolean hasCome(@Nullable Object awaited) {
    if (awaited instanceof ForkJoinPool.ManagedBlocker wait) {
      return wait.isReleasable();
    }
    if (awaited instanceof Future<?> future) {
      return future.isDone();
    }
    return awaited instanceof AbstractQueuedSynchronizer lock && isFree(lock);
  }

  /** Of a lock that no one has, and of a latch that was counted down; only its text says so. */
  private static boolean isFree(AbstractQueuedSynchronizer lock) {
    return !lock.getClass().getName().startsWith(Semaphore.class.getName())
        && lock.toString().contains("State = 0,");
  }

  /** How many threads this process has started so far. */
  static long threadsStarted() {
    return THREADS.getTotalStartedThreadCount();
  }

  /** How many waits each thread has begun. Who waits, and has begun no other, waits as before. */
  static Map<Thread, Long> begun(Collection<Thread> threads) {
    List<Thread> order = new ArrayList<>(threads);
    @Nullable ThreadInfo[] infos =
        THREADS.getThreadInfo(order.stream().mapToLong(Thread::getId).toArray());
    Map<Thread, Long> begun = new LinkedHashMap<>();
    for (int i = 0; i < infos.length; i++) {
      ThreadInfo info = infos[i];
      // There is none of a thread that has ended.
      begun.put(order.get(i), info == null ? -1 : info.getWaitedCount() + info.getBlockedCount());
    }
    return begun;
  }
}
