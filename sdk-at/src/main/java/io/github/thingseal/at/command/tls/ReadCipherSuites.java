package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code AT+USECPRF=<profile>,2}: the cipher suites of a TLS profile, {@code +USECPRF:
 * 0,2,100,"C02A;C02C"} or {@code +USECPRF: 0,2,99,"C02F"}. Evidence: published.
 *
 * @param profile 0 to 4
 */
public record ReadCipherSuites(int profile)
    implements TlsCommand<CipherSuites>, RepeatableCommand<CipherSuites> {
  private static final Pattern SUITE = Pattern.compile("[0-9A-Fa-f]{4}");
  private static final int SELECTION = 2;

  /**
   * Checks the number.
   *
   * @param profile 0 to 4
   * @throws io.github.thingseal.core.InvalidInputException if there is no such profile
   */
  public ReadCipherSuites {
    TlsProfileId.require(profile);
  }

  @Override
  public String line() {
    return "AT+USECPRF=" + profile + "," + TlsOption.CIPHER_SUITE.number();
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+USECPRF", 3, 4);
  }

  /**
   * How suites are chosen, and which.
   *
   * @throws UnexpectedReplyException if a suite is not four hexadecimal digits
   */
  @Override
  public CipherSuites read(List<InfoLine> lines) {
    InfoLine line = Reply.last(this, lines);
    List<String> suites =
        line.optionalText(SELECTION + 1).map(text -> List.of(text.split(";"))).orElse(List.of());
    if (!suites.stream().allMatch(suite -> SUITE.matcher(suite).matches())) {
      throw Reply.unexpected(this, "a cipher suite is four hexadecimal digits");
    }
    return new CipherSuites(line.integer(SELECTION), suites);
  }
}
