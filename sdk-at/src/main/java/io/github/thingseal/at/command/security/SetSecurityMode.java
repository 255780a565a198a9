package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.SilentCommand;
import io.github.thingseal.core.Done;

/**
 * {@code AT+USECMODE=n}: the mode of the security service. Evidence: 0, which disables it for
 * certification profiles, is published; other numbers are not.
 *
 * @param mode the mode
 */
public record SetSecurityMode(int mode) implements SecurityCommand<Done>, SilentCommand {
  @Override
  public String line() {
    return "AT+USECMODE=" + mode;
  }
}
