package io.github.thingseal.at.module;

import io.github.thingseal.core.TransientException;
import java.time.Duration;

/** A module refused a heartbeat, most likely because it is too early for another one. */
public final class HeartbeatRefusedException extends TransientException {
  private static final long serialVersionUID = 1L;

  private final Duration interval;

  HeartbeatRefusedException(String module, ModuleFamily family, Throwable cause) {
    super(
        "The module at "
            + module
            + " refused a heartbeat: a "
            + family
            + " takes one in "
            + family.heartbeatInterval()
            + ", counting those it sends by itself, and only when sealed and online. "
            + cause.getMessage(),
        cause);
    this.interval = family.heartbeatInterval();
  }

  /**
   * The least time between two heartbeats.
   *
   * @return 24 h for SARA-R5, 5 min for others
   */
  public Duration interval() {
    return interval;
  }
}
