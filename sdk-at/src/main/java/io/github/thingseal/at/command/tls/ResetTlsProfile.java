package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.SetCommand;
import io.github.thingseal.at.internal.text.Numbers;

/**
 * {@code AT+USECPRF=<profile>}: puts a TLS profile back to how it was delivered. Evidence:
 * published.
 */
public final class ResetTlsProfile extends SetCommand {
  private static final int MAX = 4;

  /**
   * Resets a profile.
   *
   * @param profile 0 to 4
   */
  public ResetTlsProfile(int profile) {
    super(lineFor(profile));
  }

  @Override
  public boolean secret() {
    return false;
  }

  /** All commands about a profile begin with it. */
  static String lineFor(int profile) {
    return "AT+USECPRF=" + Numbers.upTo(MAX, profile, "profile");
  }
}
