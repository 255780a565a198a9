package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+USECDATAENC=n} and {@code AT+USECDATADEC=n}: encrypt and decrypt what follows the
 * prompt with a key that never leaves the module (local data protection). How many bytes a module
 * takes is not public. Evidence: <em>assumed</em>. That SARA-R5 can do it is published; names and
 * form of the commands mirror {@link EncryptE2e}.
 */
public final class LocalDataCommand extends PayloadCommand<byte[]>
    implements RepeatableCommand<byte[]> {
  private final Answer<byte[]> answer;

  /** The verb is for the message that rejects no data. */
  private LocalDataCommand(String name, String verb, byte[] data) {
    super(name, Arguments.required(data, "data"));
    if (data.length == 0) {
      throw new InvalidInputException("There is nothing to " + verb + ": the data has no bytes");
    }
    this.answer = Answer.bytes(name, 0);
  }

  /**
   * {@return the command that encrypts bytes}
   *
   * @param data 1 byte or more; copied
   */
  public static LocalDataCommand encrypt(byte[] data) {
    return new LocalDataCommand("+USECDATAENC", "encrypt", data);
  }

  /**
   * {@return the command that decrypts bytes}
   *
   * @param data 1 byte or more; copied
   */
  public static LocalDataCommand decrypt(byte[] data) {
    return new LocalDataCommand("+USECDATADEC", "decrypt", data);
  }

  @Override
  public Answer<byte[]> answer() {
    return answer;
  }
}
