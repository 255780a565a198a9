package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;

/**
 * {@code AT+USECDATAENC=n} and {@code AT+USECDATADEC=n}: encrypt and decrypt what follows the
 * prompt with a key that never leaves the module (local data protection). How many bytes a module
 * takes is not public. Evidence: <em>assumed</em>. That SARA-R5 can do it is published; names and
 * form of the commands mirror {@link EncryptE2e}.
 */
public final class LocalDataCommand implements SecretCommand<byte[]>, RepeatableCommand<byte[]> {
  private final String name;
  private final byte[] data;

  /** The verb is for the message that rejects no data. */
  private LocalDataCommand(String name, String verb, byte[] data) {
    if (Arguments.required(data, "data").length == 0) {
      throw new InvalidInputException("There is nothing to " + verb + ": the data has no bytes");
    }
    this.name = name;
    this.data = data.clone();
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
  public String line() {
    return "AT" + name + "=" + data.length;
  }

  @Override
  public Optional<byte[]> payload() {
    return Optional.of(data.clone());
  }

  @Override
  public Answer<byte[]> answer() {
    return Answer.bytes(name, 0);
  }

  /** Reports how much, never what. */
  @Override
  public String toString() {
    return "LocalDataCommand[" + name + ", " + data.length + " bytes]";
  }
}
