package io.github.thingseal.testkit.internal.module;

import java.time.Duration;
import java.time.Instant;

/** UART power saving: after an idle time, what comes first wakes the UART and is lost. */
final class UartSleep {
  private static final Duration WAKE_UP = Duration.ofMillis(15);

  private final ModuleCore core;
  private Instant lastActivity;
  private Instant usableAt;

  UartSleep(ModuleCore core) {
    this.core = core;
    this.lastActivity = core.clock().now();
    this.usableAt = lastActivity;
  }

  void touch() {
    lastActivity = core.clock().now();
  }

  /** Whether a byte that comes now is lost. */
  boolean swallows() {
    Instant now = core.clock().now();
    boolean asleep =
        core.settings()
            .uartIdleTimeout()
            .filter(timeout -> Duration.between(lastActivity, now).compareTo(timeout) > 0)
            .isPresent();
    lastActivity = now;
    if (asleep) {
      usableAt = now.plus(WAKE_UP);
    }
    return now.isBefore(usableAt);
  }
}
