package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

/**
 * {@code AT+USECMNG=4,<type>,"<name>"}: the MD5 of a credential. Evidence: published.
 *
 * @param type what it is
 * @param name what it is called
 */
public record ReadCredentialHash(CredentialType type, CredentialName name)
    implements TlsCommand<String>, RepeatableCommand<String> {
  /**
   * Checks that nothing is null.
   *
   * @param type what it is
   * @param name what it is called
   */
  public ReadCredentialHash {
    Arguments.required(type, "type");
    Arguments.required(name, "name");
  }

  @Override
  public String line() {
    return "AT+USECMNG=4," + type.number() + "," + name.quoted();
  }

  @Override
  public ReplyShape reply() {
    return CredentialReplies.WITH_MD5;
  }

  /** 32 hexadecimal digits. */
  @Override
  public String read(List<InfoLine> lines) {
    return CredentialReplies.md5(this, lines);
  }
}
