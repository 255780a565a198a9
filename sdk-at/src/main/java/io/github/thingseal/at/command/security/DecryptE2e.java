package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+USECE2EDATADEC=n}: decrypts a message from the cloud. Evidence: <em>assumed</em>. That
 * modules can do it is published; name and form of the command mirror {@link EncryptE2e}.
 */
public final class DecryptE2e extends PayloadCommand<byte[]> {
  /**
   * Decrypts a message.
   *
   * @param message what to decrypt
   */
  public DecryptE2e(E2eMessage message) {
    super(
        "+USECE2EDATADEC",
        Arguments.required(message, "message").toBytes(),
        Answer.bytes("+USECE2EDATADEC", 0));
  }
}
