package io.github.thingseal.testkit;

import io.github.thingseal.testkit.internal.module.clock.ModuleClock;
import io.github.thingseal.testkit.internal.module.clock.VirtualClock;
import java.time.Duration;
import java.time.Instant;

/** Time on a machine that is busy: some of it passes with each look at the clock. */
final class BusyClock implements ModuleClock {
  private final VirtualClock time = new VirtualClock(ModuleBench.START);
  private Duration late = Duration.ZERO;
  private Duration perLook = Duration.ZERO;

  /** How much time passes with each look from now on. */
  void perLook(Duration lateness) {
    perLook = lateness;
  }

  /** Lets time pass as it does on any machine. */
  void advance(Duration duration) {
    time.advance(duration);
  }

  @Override
  public Instant now() {
    late = late.plus(perLook);
    return time.now().plus(late);
  }

  @Override
  public Runnable schedule(Duration delay, Runnable task) {
    return time.schedule(delay, task);
  }

  @Override
  public void close() {
    time.close();
  }
}
