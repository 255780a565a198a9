package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.core.Done;

/**
 * {@code AT+USECPRF=<profile>}: puts a TLS profile back to how it was delivered. Evidence:
 * published.
 *
 * @param profile 0 to 4
 */
public record ResetTlsProfile(int profile) implements TlsCommand<Done>, SettingCommand {
  /**
   * Checks the number.
   *
   * @param profile 0 to 4
   * @throws io.github.thingseal.core.InvalidInputException if it is another
   */
  public ResetTlsProfile {
    TlsProfileId.require(profile);
  }

  @Override
  public String line() {
    return "AT+USECPRF=" + profile;
  }
}
