package io.github.thingseal.at.command;

import io.github.thingseal.core.InvalidInputException;

/**
 * {@code AT+USECDATAENC=n}: encrypts with a key that never leaves the module what follows the
 * prompt (local data protection). Evidence: <em>assumed</em>. That SARA-R5 can do it is published;
 * name and form of the command mirror {@link EncryptE2e}.
 */
public final class EncryptLocally extends LocalDataCommand {
  private EncryptLocally(byte[] data) {
    super("+USECDATAENC", "encrypt", data);
  }

  /**
   * Encrypts bytes.
   *
   * @param data 1 byte or more; copied. How many a module takes is not public.
   * @return the command
   * @throws InvalidInputException if there are none
   */
  public static EncryptLocally of(byte[] data) {
    return new EncryptLocally(data);
  }
}
