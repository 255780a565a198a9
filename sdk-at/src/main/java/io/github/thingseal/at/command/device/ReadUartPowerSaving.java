package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.ReadCommand;

/** {@code AT+UPSV?}: how the module's UART saves power. Evidence: published. */
public final class ReadUartPowerSaving extends ReadCommand<UartPowerSaving> {
  /** Asks for mode and idle time. */
  public ReadUartPowerSaving() {
    super(
        "AT+UPSV?",
        Answer.line(
            "+UPSV", 1, 2, line -> new UartPowerSaving(line.integer(0), line.optionalInteger(1))));
  }
}
