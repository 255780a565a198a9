package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.at.internal.text.Numbers;
import io.github.thingseal.core.Done;

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
    Numbers.upTo(MAX, profile, "profile");
  }

  @Override
  public String line() {
    return "AT+USECPRF=" + profile;
  }
}
