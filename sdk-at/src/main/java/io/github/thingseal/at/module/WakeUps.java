package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.WakeUp;
import io.github.thingseal.at.command.device.SetUartPowerSaving;
import io.github.thingseal.at.command.device.UartPowerSaving;
import io.github.thingseal.at.transport.ControlLine;
import io.github.thingseal.at.transport.FlowControl;
import io.github.thingseal.core.InvalidInputException;
import java.time.Duration;

/** How a module is woken that sleeps in a certain mode of {@code AT+UPSV}. */
final class WakeUps {
  private static final Duration GSM_FRAME = Duration.ofNanos(4_615_000);

  /** What ubxlib counts on of a limit of 6 s, and what we do of any other. */
  private static final int MARGIN_PARTS = 6;

  /** The UART sleeps after 6 s, later on SARA-R5. */
  private static final Duration ACTIVITY_IDLE_LIMIT = Duration.ofSeconds(5);

  /** The shortest time after which any UART sleeps: 40 frames. */
  static final WakeUp OF_ANY_UART = of(SetUartPowerSaving.timed(40));

  private WakeUps() {}

  static WakeUp of(SetUartPowerSaving saving) {
    UartPowerSaving setting = saving.setting();
    return switch (setting.mode()) {
      case 1 -> WakeUp.afterIdle(idleLimit(setting.gsmFrames().orElseThrow()));
      case 2 -> WakeUp.by(ControlLine.RTS);
      case 3 -> WakeUp.by(ControlLine.DTR);
      case 4 -> WakeUp.afterIdle(ACTIVITY_IDLE_LIMIT);
      default -> WakeUp.none();
    };
  }

  private static Duration idleLimit(int gsmFrames) {
    Duration sleepsAfter = GSM_FRAME.multipliedBy(gsmFrames);
    return sleepsAfter.minus(sleepsAfter.dividedBy(MARGIN_PARTS));
  }

  /** One line cannot do both. */
  static void check(SetUartPowerSaving saving, FlowControl flowControl) {
    if (saving.equals(SetUartPowerSaving.byRts()) && flowControl == FlowControl.RTS_CTS) {
      throw new InvalidInputException(
          "RTS cannot wake the module's UART (AT+UPSV=2) while it controls the flow: choose one");
    }
  }
}
