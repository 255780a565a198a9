package io.github.thingseal.testkit.internal.module.core;

import io.github.thingseal.testkit.internal.module.memory.NonVolatileMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * Power saving mode: registered, and with nothing said for the active time, the module reports so
 * if it is wanted and switches off until PWR_ON. The root of trust postpones it while it is at
 * work.
 */
public final class DeepSleep {
  public static final String URC_MODE = "UPSMR";

  private static final String MODE = "CPSMS.mode";
  private static final String ACTIVE = "CPSMS.active";
  private static final String PERIOD = "CPSMS.period";
  private static final String DEFAULT_ACTIVE = "00000101";
  private static final String DEFAULT_PERIOD = "00000001";
  private static final int VALUE_BITS = 5;
  private static final int[] UNIT_SECONDS = {2, 60, 360};

  private final ModuleCore core;
  private Runnable cancel = () -> {};

  DeepSleep(ModuleCore core) {
    this.core = core;
  }

  /** The power came. */
  public void boot() {
    restart();
  }

  public String settings() {
    NonVolatileMemory memory = core.memory();
    return memory.number(MODE, 0)
        + ",,,\""
        + memory.text(PERIOD).orElse(DEFAULT_PERIOD)
        + "\",\""
        + memory.text(ACTIVE).orElse(DEFAULT_ACTIVE)
        + "\"";
  }

  public void set(int mode, String period, String active) {
    core.memory().put(MODE, mode);
    if (!period.isEmpty()) {
      core.memory().put(PERIOD, period);
    }
    if (!active.isEmpty()) {
      core.memory().put(ACTIVE, active);
    }
    core.memory().save();
    restart();
  }

  private void restart() {
    cancel.run();
    int bits = Integer.parseInt(core.memory().text(ACTIVE).orElse(DEFAULT_ACTIVE), 2);
    int unit = bits >> VALUE_BITS;
    if (core.memory().number(MODE, 0) == 1 && unit < UNIT_SECONDS.length) {
      int count = bits & (1 << VALUE_BITS) - 1;
      Duration active = Duration.ofSeconds((long) count * UNIT_SECONDS[unit]);
      check(active, active);
    }
  }

  private void check(Duration delay, Duration active) {
    cancel =
        core.schedule(
            delay,
            () -> {
              Duration silent = Duration.between(lastActivity(), core.clock().now());
              boolean idle = silent.compareTo(active) >= 0;
              if (!idle) {
                check(active.minus(silent), active);
              } else if (core.radio().isRegistered() && !core.secureElement().isAtWork()) {
                enter();
              } else {
                check(active.plusSeconds(1), active);
              }
            });
  }

  private Instant lastActivity() {
    return core.wires().stream()
        .map(PortWire::lastActivity)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private void enter() {
    if (core.settings().volatileNumber(URC_MODE, 0) == 1) {
      core.ports().forEach(port -> port.urc("+UUPSMR: 1"));
    }
    core.shutDown();
  }
}
