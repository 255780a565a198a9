package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.core.Done;

/** {@code AT+USECMNG=2,<type>,"<name>"}: removes a credential. Evidence: published. */
public final class DeleteCredential extends TlsCommand<Done> {
  /**
   * Removes a credential.
   *
   * @param type what it is
   * @param name what it is called
   */
  public DeleteCredential(CredentialType type, CredentialName name) {
    super("AT+USECMNG=2," + CredentialName.parameters(type, name), Answer.ok());
  }
}
