package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.IdleWorkers;
import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testsupport.VirtualClock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One virtual time for a driver and a simulated module. */
class SharedTime extends VirtualClock implements Scheduler {
  private final SimulatedModule module;
  private final BooleanSupplier lineIdle;

  /**
   * Stands still until it is started.
   *
   * @param module built with virtual time
   * @param lineIdle whether the driver has taken in everything that the module sent
   * @param user the thread that uses the driver; others are known from when they ask for the time
   */
  SharedTime(SimulatedModule module, BooleanSupplier lineIdle, Thread user) {
    super(user);
    IdleWorkers.endAtOnce();
    this.module = module;
    this.lineIdle = lineIdle;
  }

  /**
   * Passes from now on. Nothing is to be known of the lines but what their threads do, and what may
   * wait for time, such as opening a port, is not done by the thread that keeps it.
   */
  static SharedTime started(SimulatedModule module) {
    SharedTime time =
        new SharedTime(module, () -> true, Thread.currentThread()) {
          @Override
          public void execute(Runnable task) {
            new Thread(task, "shared-time-worker").start();
          }
        };
    time.start();
    return time;
  }

  @Override
  public Scheduled schedule(Runnable task, Duration delay) {
    Runnable takeBack = after(delay, task);
    return takeBack::run;
  }

  @Override
  protected void pass(Duration step) {
    module.advance(step);
  }

  @Override
  protected Optional<Duration> untilNextEvent() {
    return module.nextEvent().map(next -> Duration.between(module.now(), next));
  }

  @Override
  protected boolean isIdle() {
    return lineIdle.getAsBoolean();
  }
}
