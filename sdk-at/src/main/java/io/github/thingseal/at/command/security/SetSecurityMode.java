package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Ok;
import io.github.thingseal.at.command.SilentCommand;

/**
 * {@code AT+USECMODE=n}: the mode of the security service. Evidence: 0, which disables it for
 * certification profiles, is published; other numbers are not.
 *
 * @param mode the mode
 */
public record SetSecurityMode(int mode) implements SecurityCommand<Ok>, SilentCommand {
  @Override
  public String line() {
    return "AT+USECMODE=" + mode;
  }
}
