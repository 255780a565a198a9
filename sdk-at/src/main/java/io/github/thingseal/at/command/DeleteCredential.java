package io.github.thingseal.at.command;

/**
 * {@code AT+USECMNG=2,<type>,"<name>"}: removes a credential. Evidence: published.
 *
 * @param type what it is
 * @param name what it is called
 */
public record DeleteCredential(CredentialType type, CredentialName name)
    implements TlsCommand<Done>, SilentCommand {
  @Override
  public String line() {
    return "AT+USECMNG=2," + type.number() + "," + name.quoted();
  }
}
