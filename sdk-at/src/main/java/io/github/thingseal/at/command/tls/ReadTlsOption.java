package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.Answer;
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
   * the vendor's own code and its comments disagree.
   *
   * @param profile 0 to 4
   * @param option the option; not one that is secret
   */
  public ReadTlsOption(int profile, TlsOption option) {
    super(
        ResetTlsProfile.lineFor(profile) + "," + Arguments.required(option, "option").number,
        Answer.line(
            "+USECPRF",
            2,
            Integer.MAX_VALUE,
            line -> Echoes.require(line, 0, "profile", profile).text(line.size() - 1)));
    this.option = option;
  }

  @Override
  public boolean secret() {
    return option.isSecret();
  }
}
