package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReadCommand;
import io.github.thingseal.at.internal.text.Echoes;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+USECPRF=<profile>,<option>}: reads one option of a TLS profile. Evidence: published.
 */
public final class ReadTlsOption extends ReadCommand<String> {
  private final TlsOption option;

  /**
   * Asks for an option, which is the last parameter. Whether the option's number stands before it,
   * the vendor's own code and its comments disagree: what an answer repeats is checked only if it
   * has three parameters or more.
   *
   * @param profile 0 to 4
   * @param option the option; not one that is secret
   */
  public ReadTlsOption(int profile, TlsOption option) {
    super(
        ResetTlsProfile.lineFor(profile) + "," + Arguments.required(option, "option").number,
        Answer.line("+USECPRF", 2, Integer.MAX_VALUE, line -> value(line, profile, option.number)));
    this.option = option;
  }

  private static String value(InfoLine line, int profile, int option) {
    if (line.size() > 2) {
      Echoes.require(line, 0, "profile", profile);
      Echoes.require(line, 1, "option", option);
    }
    return line.text(line.size() - 1);
  }

  @Override
  public boolean secret() {
    return option.isSecret();
  }
}
