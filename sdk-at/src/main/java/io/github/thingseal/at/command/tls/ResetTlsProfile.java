package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.LineCommand;
import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.at.internal.text.Numbers;
import io.github.thingseal.core.Done;

/**
 * {@code AT+USECPRF=<profile>}: puts a TLS profile back to how it was delivered. Evidence:
 * published.
 */
public final class ResetTlsProfile extends LineCommand<Done>
    implements TlsCommand<Done>, SettingCommand {
  private static final int MAX = 4;

  /**
   * Resets a profile.
   *
   * @param profile 0 to 4
   */
  public ResetTlsProfile(int profile) {
    super(lineFor(profile));
  }

  /** All commands about a profile begin with it. */
  static String lineFor(int profile) {
    return "AT+USECPRF=" + Numbers.upTo(MAX, profile, "profile");
  }
}
