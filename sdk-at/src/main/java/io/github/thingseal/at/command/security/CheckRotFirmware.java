package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;

/**
 * {@code AT+USECFW=0}: whether the firmware of the root of trust is up to date. SARA-R5. Evidence:
 * published.
 */
public record CheckRotFirmware()
    implements SecurityCommand<RotFirmwareState>, RepeatableCommand<RotFirmwareState> {
  @Override
  public String line() {
    return "AT+USECFW=0";
  }

  @Override
  public Answer<RotFirmwareState> answer() {
    return Answer.line("+USECFW", 1, 1, line -> RotFirmwareState.of(line.integer(0)));
  }
}
