package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.core.e2e.E2eMessage;

/**
 * {@code AT+USECE2EDATAENC=n}: encrypts end to end what follows the prompt. Works sealed, and
 * without a network. Repeating it yields another message and does no harm. Evidence: published.
 */
public final class EncryptE2e extends PayloadCommand<E2eMessage>
    implements RepeatableCommand<E2eMessage> {
  private EncryptE2e(byte[] plaintext, int lengthBytes) {
    super(
        "+USECE2EDATAENC",
        plaintext,
        Answer.line(ReplyShape.binary("+USECE2EDATAENC"), line -> message(line, lengthBytes)));
  }

  /**
   * {@return the command that encrypts bytes}
   *
   * @param plaintext 1 byte or more; copied. How many a module takes is not public.
   */
  public static EncryptE2e of(byte[] plaintext) {
    return new EncryptE2e(some(plaintext, "plaintext"), plaintext.length);
  }

  /** A message is longer than its plaintext by exactly what its format adds. */
  private static E2eMessage message(InfoLine line, int lengthBytes) {
    E2eMessage message = E2eMessage.parse(line.countedBytes());
    int expected = lengthBytes + message.version().overheadBytes();
    if (message.lengthBytes() != expected) {
      throw new UnexpectedReplyException(
          String.format(
              "for %s bytes a message of format %s has %s, but %s came",
              lengthBytes, message.version(), expected, message.lengthBytes()));
    }
    return message;
  }
}
