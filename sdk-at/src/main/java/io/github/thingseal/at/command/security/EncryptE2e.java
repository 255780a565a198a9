package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+USECE2EDATAENC=n}: encrypts end to end what follows the prompt. Works sealed, and
 * without a network. Repeating it yields another message and does no harm. Evidence: published.
 */
public final class EncryptE2e extends PayloadCommand<E2eMessage>
    implements RepeatableCommand<E2eMessage> {
  private final int lengthBytes;

  private EncryptE2e(byte[] plaintext) {
    super("+USECE2EDATAENC", plaintext);
    this.lengthBytes = plaintext.length;
  }

  /**
   * {@return the command that encrypts bytes}
   *
   * @param plaintext 1 byte or more; copied. How many a module takes is not public.
   */
  public static EncryptE2e of(byte[] plaintext) {
    Arguments.required(plaintext, "plaintext");
    if (plaintext.length == 0) {
      throw new InvalidInputException("There is nothing to encrypt: the message has no bytes");
    }
    return new EncryptE2e(plaintext);
  }

  @Override
  public Answer<E2eMessage> answer() {
    return Answer.line(ReplyShape.binary("+USECE2EDATAENC"), this::message);
  }

  /** A message is longer than its plaintext by exactly what its format adds. */
  private E2eMessage message(InfoLine line) {
    E2eMessage message = E2eMessage.parse(line.countedBytes());
    int expected = lengthBytes + message.version().overheadBytes();
    if (message.lengthBytes() != expected) {
      throw new UnexpectedReplyException(
          String.format(
              "for %d bytes a message of format %s has %d, but %d came",
              lengthBytes, message.version(), expected, message.lengthBytes()));
    }
    return message;
  }
}
