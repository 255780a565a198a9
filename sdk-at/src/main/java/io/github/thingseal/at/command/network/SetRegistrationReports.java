package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.at.internal.text.Numbers;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+CREG=n}, {@code AT+CGREG=n}, {@code AT+CEREG=n}: which changes of a registration are
 * reported unsolicited. Volatile. Evidence: 3GPP 27.007.
 *
 * @param domain which registration
 * @param mode 0 none, 1 the status, 2 the place too, 4 the timers too
 */
public record SetRegistrationReports(RegistrationDomain domain, int mode)
    implements SettingCommand {
  /**
   * Checks the parts.
   *
   * @param domain which registration
   * @param mode 0 none, 1 the status, 2 the place too, 4 the timers too
   */
  public SetRegistrationReports {
    Arguments.required(domain, "domain");
    Numbers.atLeast(0, mode, "mode");
  }

  @Override
  public String line() {
    return "AT" + domain.prefix() + "=" + mode;
  }
}
