package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;

/**
 * {@code AT+USECFW=0}: whether the firmware of the root of trust is up to date. SARA-R5. Evidence:
 * published.
 */
public final class CheckRotFirmware extends SecurityQuery<RotFirmwareState> {
  /** Asks for the state. */
  public CheckRotFirmware() {
    super(
        "AT+USECFW=0", Answer.line("+USECFW", 1, 1, line -> RotFirmwareState.of(line.integer(0))));
  }
}
