package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

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
   * @throws io.github.thingseal.core.InvalidInputException if there is no such profile
   */
  public ReadTlsOption {
    Arguments.required(option, "option");
    TlsProfileId.require(profile);
  }

  @Override
  public String line() {
    return "AT+USECPRF=" + profile + "," + option.number();
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+USECPRF", 2, Integer.MAX_VALUE);
  }

  /**
   * The last parameter. Whether the option's number stands before it, the vendor's own code and its
   * comments disagree.
   */
  @Override
  public String read(List<InfoLine> lines) {
    InfoLine line = Reply.last(this, lines);
    return line.text(line.size() - 1);
  }

  @Override
  public boolean secret() {
    return option.isSecret();
  }
}
