package io.github.thingseal.testkit.internal.module.dialogue;

import io.github.thingseal.testkit.internal.module.ModuleContext;
import java.time.Duration;
import java.time.Instant;

/**
 * UART power saving. After an idle time the first bytes wake the UART and are lost. Or it sleeps as
 * long as the host leaves DTR or RTS off, and everything is lost until a moment after it is on.
 */
public final class UartSleep {
  private static final Duration WAKE_UP = Duration.ofMillis(15);
  private static final int BY_RTS = 2;
  private static final int BY_DTR = 3;

  private final ModuleContext core;
  private Instant lastActivity;
  private Instant usableAt;
  private boolean dtr = true;
  private boolean rts = true;

  public UartSleep(ModuleContext core) {
    this.core = core;
    this.lastActivity = core.clock().now();
    this.usableAt = lastActivity;
  }

  void touch() {
    lastActivity = core.clock().now();
  }

  public Instant lastActivity() {
    return lastActivity;
  }

  public void dtr(boolean on) {
    if (on && isHeldAsleep()) {
      usableAt = core.clock().now().plus(WAKE_UP);
    }
    dtr = on;
  }

  public void rts(boolean on) {
    if (on && isHeldAsleep()) {
      usableAt = core.clock().now().plus(WAKE_UP);
    }
    rts = on;
  }

  /** Whether a byte that comes now is lost. */
  public boolean swallows() {
    if (isHeldAsleep()) {
      return true;
    }
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

  private boolean isHeldAsleep() {
    int mode = core.settings().sleepMode();
    return (mode == BY_DTR && !dtr) || (mode == BY_RTS && !rts);
  }
}
