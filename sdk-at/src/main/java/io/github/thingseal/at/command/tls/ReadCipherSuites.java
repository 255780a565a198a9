package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.UnexpectedReplyException;
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
   */
  public ReadCipherSuites {
    ResetTlsProfile.require(profile);
  }

  @Override
  public String line() {
    return "AT+USECPRF=" + profile + "," + TlsOption.CIPHER_SUITE.number;
  }

  @Override
  public Answer<CipherSuites> answer() {
    return Answer.line("+USECPRF", 3, 4, ReadCipherSuites::suites);
  }

  private static CipherSuites suites(InfoLine line) {
    List<String> suites =
        line.optionalText(SELECTION + 1).map(text -> List.of(text.split(";"))).orElse(List.of());
    if (!suites.stream().allMatch(suite -> SUITE.matcher(suite).matches())) {
      throw new UnexpectedReplyException("a cipher suite is four hexadecimal digits");
    }
    return new CipherSuites(line.integer(SELECTION), suites);
  }
}
