package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.AnsweredCommand;
import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.Optional;

/**
 * {@code AT+USECMNG=0,<type>,"<name>",<size>[,"<password>"]}: stores a credential that follows the
 * prompt. Read is the MD5 that the module reports; of what exactly is not public. Evidence:
 * published. SARA-R5 with firmware 00B fails at 460,800 baud and more.
 */
public final class ImportCredential implements AnsweredCommand<String> {
  private final String start;
  private final CredentialType type;
  private final CredentialName name;
  private final byte[] content;
  private final Optional<SecretBytes> password;

  /**
   * Stores a credential.
   *
   * @param type what it is
   * @param name its name in the store
   * @param content PEM or DER; copied
   * @param password what an encrypted private key is decrypted with, printable ASCII, which is
   *     checked now; stays open, and is read again when the command is sent
   */
  public ImportCredential(
      CredentialType type, CredentialName name, byte[] content, Optional<SecretBytes> password) {
    this.start = "AT+USECMNG=0," + CredentialName.parameters(type, name) + ",";
    Arguments.required(content, "content");
    Optional<String> unused =
        Arguments.required(password, "password").map(ImportCredential::quoted);
    if (content.length == 0) {
      throw new InvalidInputException("The credential " + name.value() + " has no bytes");
    }
    this.type = type;
    this.name = name;
    this.content = content.clone();
    this.password = password;
  }

  @Override
  public String line() {
    String line = start + content.length;
    return password.map(secret -> line + "," + quoted(secret)).orElse(line);
  }

  private static String quoted(SecretBytes password) {
    return AtStrings.quoteSecret("The password of a private key", password);
  }

  @Override
  public Optional<byte[]> payload() {
    return Optional.of(content.clone());
  }

  @Override
  public Answer<String> answer() {
    return ReadCredentialHash.MD5;
  }

  @Override
  public boolean secret() {
    return type == CredentialType.CLIENT_PRIVATE_KEY || password.isPresent();
  }

  /** Shows neither content nor password. */
  @Override
  public String toString() {
    return "ImportCredential[" + type + " " + name.value() + ", " + content.length + " bytes]";
  }
}
