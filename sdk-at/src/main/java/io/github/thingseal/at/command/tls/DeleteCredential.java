package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.SilentCommand;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+USECMNG=2,<type>,"<name>"}: removes a credential. Evidence: published.
 *
 * @param type what it is
 * @param name what it is called
 */
public record DeleteCredential(CredentialType type, CredentialName name)
    implements TlsCommand<Done>, SilentCommand {
  /**
   * Checks that nothing is null.
   *
   * @param type what it is
   * @param name what it is called
   */
  public DeleteCredential {
    Arguments.required(type, "type");
    Arguments.required(name, "name");
  }

  @Override
  public String line() {
    return "AT+USECMNG=2," + type.number + "," + name.quoted();
  }
}
