package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;

/**
 * {@code AT+USECDATAENC=n} and {@code AT+USECDATADEC=n}: encrypt and decrypt what follows the
 * prompt with a key that never leaves the module (local data protection). How many bytes a module
 * takes is not public. Evidence: <em>assumed</em>. That SARA-R5 can do it is published; names and
 * form of the commands mirror {@link EncryptE2e}.
 */
public final class LocalDataCommand extends PayloadCommand<byte[]>
    implements RepeatableCommand<byte[]> {
  private LocalDataCommand(String name, byte[] data) {
    super(name, some(data, "data"), Answer.bytes(name, 0));
  }

  /**
   * {@return the command that encrypts bytes}
   *
   * @param data 1 byte or more; copied
   */
  public static LocalDataCommand encrypt(byte[] data) {
    return new LocalDataCommand("+USECDATAENC", data);
  }

  /**
   * {@return the command that decrypts bytes}
   *
   * @param data 1 byte or more; copied
   */
  public static LocalDataCommand decrypt(byte[] data) {
    return new LocalDataCommand("+USECDATADEC", data);
  }
}
