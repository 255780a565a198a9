package io.github.thingseal.testkit.internal.module.clock;

import java.time.Duration;
import java.time.Instant;

/** The time that a module lives in: real, accelerated, or advanced by hand. */
public interface ModuleClock extends AutoCloseable {
  /** The time of day. */
  Instant now();

  /** Runs a task later; the result cancels it. */
  Runnable schedule(Duration delay, Runnable task);

  /** Stops: no task runs any more. */
  @Override
  void close();
}
