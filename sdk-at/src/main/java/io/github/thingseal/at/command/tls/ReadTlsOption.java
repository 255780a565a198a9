package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+USECPRF=<profile>,<option>}: reads one option of a TLS profile. Evidence: published.
 *
 * @param profile 0 to 4
 * @param option the option; not one that is secret
 */
public record ReadTlsOption(int profile, TlsOption option) implements RepeatableCommand<String> {
  /**
   * Checks the number.
   *
   * @param profile 0 to 4
   * @param option the option
   */
  public ReadTlsOption {
    Arguments.required(option, "option");
    ResetTlsProfile.require(profile);
  }

  @Override
  public String line() {
    return "AT+USECPRF=" + profile + "," + option.number;
  }

  /**
   * The last parameter. Whether the option's number stands before it, the vendor's own code and its
   * comments disagree.
   */
  @Override
  public Answer<String> answer() {
    return Answer.line("+USECPRF", 2, Integer.MAX_VALUE, line -> line.text(line.size() - 1));
  }

  @Override
  public boolean secret() {
    return option.isSecret();
  }
}
