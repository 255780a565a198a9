package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;

/**
 * {@code AT+USECE2EDATADEC=n}: decrypts a message from the cloud. Evidence: <em>assumed</em>. That
 * modules can do it is published; name and form of the command mirror {@link EncryptE2e}.
 *
 * @param message what to decrypt
 */
public record DecryptE2e(E2eMessage message) implements SecretCommand<byte[]> {
  /**
   * Checks that nothing is null.
   *
   * @param message what to decrypt
   */
  public DecryptE2e {
    Arguments.required(message, "message");
  }

  @Override
  public String line() {
    return "AT+USECE2EDATADEC=" + message.lengthBytes();
  }

  @Override
  public Optional<byte[]> payload() {
    return Optional.of(message.toBytes());
  }

  @Override
  public Answer<byte[]> answer() {
    return Answer.bytes("+USECE2EDATADEC", 0);
  }
}
