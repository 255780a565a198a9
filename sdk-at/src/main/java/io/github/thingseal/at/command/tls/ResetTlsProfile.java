package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.InvalidInputException;

/**
 * {@code AT+USECPRF=<profile>}: puts a TLS profile back to how it was delivered. Evidence:
 * published.
 *
 * @param profile 0 to 4
 */
public record ResetTlsProfile(int profile) implements TlsCommand<Done>, SettingCommand {
  private static final int MAX = 4;

  /**
   * Checks the number.
   *
   * @param profile 0 to 4
   */
  public ResetTlsProfile {
    require(profile);
  }

  static void require(int profile) {
    if (profile < 0 || profile > MAX) {
      throw new InvalidInputException(
          "A TLS profile has a number from 0 to " + MAX + ", not " + profile);
    }
  }

  @Override
  public String line() {
    return "AT+USECPRF=" + profile;
  }
}
