package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.SetCommand;

/**
 * {@code AT+USECPRF=<profile>,<option>,…}: sets one option of a TLS profile. {@link TlsProfile}
 * makes them. Evidence: published.
 */
public final class SetTlsOption extends SetCommand {
  private final TlsOption option;

  SetTlsOption(int profile, TlsOption option, String values) {
    super(ResetTlsProfile.lineFor(profile) + "," + option.number + "," + values);
    this.option = option;
  }

  TlsOption option() {
    return option;
  }

  @Override
  public boolean secret() {
    return option.isSecret();
  }

  /** Names the option, and shows the line unless it is secret. */
  @Override
  public String toString() {
    return "SetTlsOption[" + option + (secret() ? "]" : ", " + line() + "]");
  }
}
