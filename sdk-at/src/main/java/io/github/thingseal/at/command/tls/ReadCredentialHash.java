package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.UnexpectedReplyException;
import java.util.regex.Pattern;

/**
 * {@code AT+USECMNG=4,<type>,"<name>"}: the MD5 of a credential, 32 hexadecimal digits. Evidence:
 * published.
 */
public final class ReadCredentialHash extends TlsCommand<String>
    implements RepeatableCommand<String> {
  /**
   * Operation, type, name, MD5. The operation is not looked at: for an import by prompt, 0, the
   * vendor's own example answers 1.
   */
  static final Answer<String> MD5 = Answer.line("+USECMNG", 4, 4, ReadCredentialHash::md5);

  private static final Pattern DIGITS = Pattern.compile("[0-9A-Fa-f]{32}");

  /**
   * Asks for the MD5.
   *
   * @param type what the credential is
   * @param name what it is called
   */
  public ReadCredentialHash(CredentialType type, CredentialName name) {
    super("AT+USECMNG=4," + CredentialName.parameters(type, name), MD5);
  }

  private static String md5(InfoLine line) {
    String md5 = line.text(3);
    if (!DIGITS.matcher(md5).matches()) {
      throw new UnexpectedReplyException("an MD5 has 32 hexadecimal digits, not " + md5.length());
    }
    return md5;
  }
}
