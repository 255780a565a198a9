package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.internal.text.Echoes;
import java.util.List;

/**
 * {@code AT+USECPRF=<profile>,2}: the cipher suites of a TLS profile, {@code +USECPRF:
 * 0,2,100,"C02A;C02C"} or {@code +USECPRF: 0,2,99,"C02F"}. Evidence: published.
 */
public final class ReadCipherSuites extends TlsCommand<CipherSuites>
    implements RepeatableCommand<CipherSuites> {
  /**
   * Asks for the cipher suites.
   *
   * @param profile 0 to 4
   */
  public ReadCipherSuites(int profile) {
    super(
        ResetTlsProfile.lineFor(profile) + "," + TlsOption.CIPHER_SUITE.number,
        Answer.line("+USECPRF", 3, 4, line -> suites(Echoes.require(line, 0, "profile", profile))));
  }

  private static CipherSuites suites(InfoLine line) {
    Echoes.require(line, 1, "option", TlsOption.CIPHER_SUITE.number);
    return new CipherSuites(
        line.integer(2), line.optionalText(3).map(ReadCipherSuites::list).orElse(List.of()));
  }

  /** One semicolon at the end ends the list; what is empty otherwise is no suite. */
  private static List<String> list(String text) {
    return List.of(text.replaceFirst(";$", "").split(";", -1));
  }
}
