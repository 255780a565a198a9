package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.at.internal.text.Numbers;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Arrays;
import java.util.List;

/**
 * {@code AT+USECPRF=<profile>,<option>,…}: sets one option of a TLS profile. {@link TlsProfile}
 * makes them. Evidence: published.
 */
public final class SetTlsOption implements SettingCommand {
  private final int profile;
  private final TlsOption option;
  private final String values;

  SetTlsOption(int profile, TlsOption option, List<String> values) {
    ResetTlsProfile.require(profile);
    this.profile = profile;
    this.option = option;
    this.values = String.join(",", values);
  }

  /**
   * {@return the command that sets an option to a number}
   *
   * @param profile 0 to 4
   * @param option the option
   * @param value the number, 0 or more
   */
  public static SetTlsOption number(int profile, TlsOption option, int value) {
    Arguments.required(option, "option");
    return numbers(profile, option, value);
  }

  static SetTlsOption numbers(int profile, TlsOption option, int... values) {
    List<String> texts =
        Arrays.stream(values)
            .mapToObj(value -> Integer.toString(Numbers.atLeast(0, value, option.name())))
            .toList();
    return new SetTlsOption(profile, option, texts);
  }

  /**
   * {@return the command that sets an option to a text}
   *
   * @param profile 0 to 4
   * @param option the option
   * @param value the text
   */
  public static SetTlsOption text(int profile, TlsOption option, String value) {
    Arguments.required(option, "option");
    Arguments.required(value, "value");
    String what = "The TLS option " + option;
    return new SetTlsOption(
        profile,
        option,
        List.of(
            option.isSecret() ? AtStrings.quoteSecret(what, value) : AtStrings.quote(what, value)));
  }

  TlsOption option() {
    return option;
  }

  @Override
  public String line() {
    return "AT+USECPRF=" + profile + "," + option.number + "," + values;
  }

  @Override
  public boolean secret() {
    return option.isSecret();
  }

  /** Shows a value unless it is secret. */
  @Override
  public String toString() {
    return "SetTlsOption[" + profile + ", " + option + (secret() ? "]" : ", " + values + "]");
  }
}
