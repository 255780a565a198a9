package io.github.thingseal.at.module;

import io.github.thingseal.core.TransientException;
import java.time.Duration;

/** A module refused a heartbeat, most likely because it is too early for another one. */
public final class HeartbeatRefusedException extends TransientException {
  private static final long serialVersionUID = 1L;

  /** The least time between two heartbeats; a part of the serialized form. */
  private final Duration interval;

  HeartbeatRefusedException(String module, ModuleFamily family, Throwable cause) {
    super(
        String.format(
            "The module at %s refused a heartbeat: one of family %s takes one in %s, counting those"
                + " it sends unasked, and only when sealed and online. %s",
            module, family, text(family.heartbeatInterval()), cause.getMessage()),
        cause);
    this.interval = family.heartbeatInterval();
  }

  private static String text(Duration interval) {
    return interval.toMinutes() < 60 ? interval.toMinutes() + " min" : interval.toHours() + " h";
  }

  /** {@return the least time between two heartbeats: 24 h for SARA-R5, 5 min for others} */
  public Duration interval() {
    return interval;
  }
}
