package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.at.command.SetCommand;
import io.github.thingseal.at.internal.text.Numbers;

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

  static SetTlsOption number(int profile, TlsOption option, int value) {
    return new SetTlsOption(
        profile, option, Integer.toString(Numbers.atLeast(0, value, option.name())));
  }

  static SetTlsOption text(int profile, TlsOption option, String value) {
    String what = "The TLS option " + option;
    return new SetTlsOption(
        profile,
        option,
        option.isSecret() ? AtStrings.quoteSecret(what, value) : AtStrings.quote(what, value));
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
