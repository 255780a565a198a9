package io.github.thingseal.at.module;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.security.DecryptE2e;
import io.github.thingseal.at.command.security.E2eFileCommand;
import io.github.thingseal.at.command.security.LocalDataCommand;
import io.github.thingseal.core.e2e.E2eMessage;
import java.util.List;

/**
 * The commands that the vendor did not publish: each method can be overridden, so that a user who
 * knows better needs no release. Evidence of all defaults: <em>assumed</em>.
 */
public interface AssumedSyntax {
  /** {@return what we assume: the mirror of the published {@code AT+USECE2EDATAENC}} */
  static AssumedSyntax standard() {
    return new AssumedSyntax() {};
  }

  /**
   * Decrypts a message of the cloud application.
   *
   * @param message the message
   * @return the command, {@code AT+USECE2EDATADEC} unless overridden
   */
  default AtCommand<byte[]> decryptE2e(E2eMessage message) {
    return new DecryptE2e(message);
  }

  /**
   * Encrypts bytes by local data protection.
   *
   * @param data the bytes
   * @return the command, {@code AT+USECDATAENC} unless overridden
   */
  default AtCommand<byte[]> encryptLocally(byte[] data) {
    return LocalDataCommand.encrypt(data);
  }

  /**
   * Decrypts bytes by local data protection.
   *
   * @param data what the command of {@link #encryptLocally} gave
   * @return the command, {@code AT+USECDATADEC} unless overridden
   */
  default AtCommand<byte[]> decryptLocally(byte[] data) {
    return LocalDataCommand.decrypt(data);
  }

  /**
   * Encrypts a file of the module's file system into another.
   *
   * @param input the name of the file with the plaintext
   * @param output the name of the file for the message
   * @return the command, {@code AT+USECE2EFILEENC} unless overridden
   */
  default AtCommand<List<String>> encryptFile(String input, String output) {
    return E2eFileCommand.encrypt(input, output);
  }

  /**
   * Decrypts a file of the module's file system into another.
   *
   * @param input the name of the file with the message
   * @param output the name of the file for the plaintext
   * @return the command, {@code AT+USECE2EFILEDEC} unless overridden
   */
  default AtCommand<List<String>> decryptFile(String input, String output) {
    return E2eFileCommand.decrypt(input, output);
  }
}
