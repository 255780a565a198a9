package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.SilentCommand;
import io.github.thingseal.at.internal.text.Numbers;
import io.github.thingseal.core.Done;

/**
 * {@code AT+USECMODE=n}: the mode of the security service. Evidence: 0, which disables it for
 * certification profiles, is published; other numbers are not.
 *
 * @param mode the mode, 0 or more
 */
public record SetSecurityMode(int mode) implements SecurityCommand<Done>, SilentCommand {
  /**
   * Checks the mode.
   *
   * @param mode the mode, 0 or more
   */
  public SetSecurityMode {
    Numbers.atLeast(0, mode, "mode");
  }

  @Override
  public String line() {
    return "AT+USECMODE=" + mode;
  }
}
