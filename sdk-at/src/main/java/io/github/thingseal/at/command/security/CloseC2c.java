package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.SilentCommand;
import io.github.thingseal.core.Done;

/**
 * {@code AT+USECC2C=2}: closes the chip-to-chip session; the {@code OK} is the last that comes
 * encrypted. Evidence: published.
 */
public record CloseC2c() implements SecurityCommand<Done>, SilentCommand {
  @Override
  public String line() {
    return "AT+USECC2C=2";
  }
}
