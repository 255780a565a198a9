package io.github.thingseal.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.testsupport.Awaited.Coming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No time passes while a thread runs, or is about to, however long it waits for a processor. */
@Timeout(180)
class VirtualClockTest {
  private static final int MANY_LOOKS = 100;

  private final List<Thread> threads = new ArrayList<>();
  private volatile Clock clock = new Clock();

  /** Of the threads that take turns, the one that runs; the others wait. */
  private volatile @Nullable Thread turn;

  private volatile boolean ended;

  @AfterEach
  void stop() throws InterruptedException {
    ended = true;
    clock.close();
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
      thread.interrupt();
      thread.join();
    }
  }

  @ParameterizedTest
  @EnumSource
  void time_whileAThreadWaits_passes(Awaited awaited) throws Exception {
    Coming coming = awaited.coming();
    waiting(coming.waiting());
    clock.start();
    clock.passed.await();
    coming.come().run();
  }

  @ParameterizedTest
  @EnumSource
  void time_whileAThreadThatWasWokenWaitsForAProcessor_stands(Awaited awaited) throws Exception {
    Coming coming = awaited.coming();
    Thread waiting = waiting(coming.waiting());
    Object blocker = Objects.requireNonNull(LockSupport.getBlocker(waiting));
    coming.come().run();
    waiting.join();
    // What a thread looks like that was woken and has not run since.
    waiting(
        () -> {
          while (!ended) {
            LockSupport.park(blocker);
          }
        });
    assertStands();
  }

  @Test
  void time_whenAThreadIsWokenAfterItWasLookedAtByOneThatIsNot_stands() throws Exception {
    Thread first = started(this::takeTurns);
    Thread second = started(this::takeTurns);
    give(second, first);
    clock.beforeLook =
        looked -> {
          if (looked == second && turn == second) {
            give(first, second);
          }
        };
    assertStands();
  }

  @Test
  void time_whenThreadsWakeEachOtherWheneverOneIsLookedAt_stands() throws Exception {
    Thread first = started(this::takeTurns);
    Thread second = started(this::takeTurns);
    clock.beforeLook =
        looked -> {
          if (looked == first) {
            give(second, first);
          } else if (looked == second) {
            give(first, second);
          }
        };
    assertStands();
  }

  @Test
  void time_whileAThreadRunsThatNeverAskedForIt_stands() throws Exception {
    started(this::run);
    assertStands();
  }

  @Test
  void time_whileTheOwnerOfAMonitorWaits_passesForWhomItKeepsOut() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    waiting(
        () -> {
          synchronized (latch) {
            latch.await();
          }
        });
    Thread keptOut = started(() -> enter(latch));
    awaitState(keptOut, Thread.State.BLOCKED);
    clock.start();
    clock.passed.await();
    latch.countDown();
  }

  @Test
  void time_whileAThreadOlderThanTheClockKeepsOneOut_stands() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    started(
        () -> {
          synchronized (entered) {
            entered.countDown();
            run();
          }
        });
    entered.await();
    clock = new Clock();
    Thread keptOut = started(() -> enter(entered));
    awaitState(keptOut, Thread.State.BLOCKED);
    assertStands();
  }

  @Test
  void time_whileAWokenThreadOlderThanTheClockKeepsOneOut_stands() throws Exception {
    Object monitor = new Object();
    waiting(
        () -> {
          synchronized (monitor) {
            // What a thread looks like that was woken and has not run since.
            while (!ended) {
              LockSupport.park(CompletableFuture.completedFuture(monitor));
            }
          }
        });
    clock = new Clock();
    Thread keptOut = started(() -> enter(monitor));
    awaitState(keptOut, Thread.State.BLOCKED);
    assertStands();
  }

  private static void enter(Object monitor) {
    synchronized (monitor) {
      assertThat(Thread.holdsLock(monitor)).isTrue();
    }
  }

  @Test
  void time_onceAStepHasStartedAThread_stands() throws Exception {
    clock.afterStep = () -> started(this::run);
    assertStandsAfterTheFirstStep();
  }

  @Test
  void time_onceAStepHasWokenAThread_stands() throws Exception {
    CountDownLatch step = new CountDownLatch(1);
    waiting(
        () -> {
          step.await();
          run();
        });
    clock.afterStep = step::countDown;
    assertStandsAfterTheFirstStep();
  }

  @Test
  void time_onceAThreadOlderThanTheClockHasAskedForIt_stands() throws Exception {
    CountDownLatch step = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    waiting(
        () -> {
          step.await();
          assertThat(clock.nanoTime()).isNotNegative();
          asked.countDown();
          run();
        });
    clock = new Clock();
    clock.afterStep =
        () -> {
          step.countDown();
          while (asked.getCount() > 0) {
            Thread.onSpinWait();
          }
        };
    assertStandsAfterTheFirstStep();
  }

  @Test
  void time_whileModulesOnlyWait_goesToWhatIsDueInOneStep() throws Exception {
    clock.untilNextEvent = Optional.empty();
    assertPassesInSteps(1);
  }

  @Test
  void time_whenAModuleHasAnEventFirst_goesToTheEventInOneStep() throws Exception {
    clock.untilNextEvent = Optional.of(Duration.ofMinutes(40));
    assertPassesInSteps(2);
  }

  @Test
  void time_whenAModuleHasManyEvents_goesInStepsThatTakeInSome() throws Exception {
    clock.untilNextEvent = Optional.of(Duration.ofNanos(1));
    assertPassesInSteps(36_000);
  }

  private void assertPassesInSteps(int steps) throws InterruptedException {
    waiting(() -> clock.passed.await());
    clock.start();
    clock.passed.await();
    assertThat(clock.steps).hasValue(steps);
  }

  /** No one else has anything to do, so that only the thread itself can be what is seen. */
  private void assertStandsAfterTheFirstStep() throws InterruptedException {
    clock.start();
    clock.looks.await();
    assertThat(clock.steps).hasValue(1);
  }

  private void assertStands() throws InterruptedException {
    clock.start();
    clock.looks.await();
    assertThat(clock.passed.getCount()).isPositive();
    assertThat(clock.steps).hasValue(0);
  }

  private void run() {
    while (!ended) {
      Thread.onSpinWait();
    }
  }

  private void takeTurns() {
    while (!ended) {
      if (turn == Thread.currentThread()) {
        Thread.onSpinWait();
      } else {
        LockSupport.park();
      }
    }
  }

  private void give(Thread next, Thread last) {
    turn = next;
    LockSupport.unpark(next);
    awaitState(next, Thread.State.RUNNABLE);
    awaitState(last, Thread.State.WAITING);
  }

  private void awaitState(Thread thread, Thread.State state) {
    while (!ended && thread.getState() != state) {
      Thread.onSpinWait();
    }
  }

  private Thread waiting(Awaited.Wait wait) {
    Thread thread = started(wait);
    awaitState(thread, Thread.State.WAITING);
    return thread;
  }

  private Thread started(Awaited.Wait work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.await();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    threads.add(thread);
    thread.start();
    return thread;
  }

  /** In which something is due in an hour. */
  private static final class Clock extends VirtualClock {
    final CountDownLatch looks = new CountDownLatch(MANY_LOOKS);
    final CountDownLatch passed = new CountDownLatch(1);
    private final Thread user = Thread.currentThread();
    volatile Consumer<Thread> beforeLook = thread -> {};
    volatile Runnable afterStep = () -> {};
    final AtomicInteger steps = new AtomicInteger();
    volatile Optional<Duration> untilNextEvent = Optional.of(Duration.ZERO);

    Clock() {
      super(Thread.currentThread());
      Runnable unused = after(Duration.ofHours(1), passed::countDown);
    }

    @Override
    protected boolean isBusy(Thread thread) {
      beforeLook.accept(thread);
      boolean busy = super.isBusy(thread);
      if (thread == user) {
        looks.countDown();
      }
      return busy;
    }

    @Override
    protected void pass(Duration step) {
      steps.incrementAndGet();
      afterStep.run();
    }

    @Override
    protected Optional<Duration> untilNextEvent() {
      return untilNextEvent;
    }

    @Override
    protected boolean isIdle() {
      return true;
    }
  }
}
