package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SetCommand;
import io.github.thingseal.at.internal.text.Numbers;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+CREG=n}, {@code AT+CGREG=n}, {@code AT+CEREG=n}: which changes of a registration are
 * reported unsolicited. Volatile. Evidence: 3GPP 27.007.
 */
public final class SetRegistrationReports extends SetCommand {
  /**
   * Sets the reports.
   *
   * @param domain of which registration
   * @param mode 0 none, 1 the status, 2 the place too, 4 the timers too
   */
  public SetRegistrationReports(RegistrationDomain domain, int mode) {
    super(
        "AT"
            + Arguments.required(domain, "domain").prefix()
            + "="
            + Numbers.atLeast(0, mode, "mode"));
  }
}
