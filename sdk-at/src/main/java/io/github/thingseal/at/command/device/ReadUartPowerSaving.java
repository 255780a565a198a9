package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;

/** {@code AT+UPSV?}: how the module's UART saves power. Evidence: published. */
public record ReadUartPowerSaving() implements RepeatableCommand<UartPowerSaving> {
  @Override
  public String line() {
    return "AT+UPSV?";
  }

  @Override
  public Answer<UartPowerSaving> answer() {
    return Answer.line(
        "+UPSV", 1, 2, line -> new UartPowerSaving(line.integer(0), line.optionalInteger(1)));
  }
}
