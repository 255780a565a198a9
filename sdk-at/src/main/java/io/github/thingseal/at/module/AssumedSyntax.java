package io.github.thingseal.at.module;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.security.DecryptE2e;
import io.github.thingseal.at.command.security.E2eFileCommand;
import io.github.thingseal.at.command.security.LocalDataCommand;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The commands that the vendor did not publish: each can be replaced, so that a user who knows
 * better needs no release. Immutable. Evidence of all defaults: <em>assumed</em>.
 *
 * <pre>{@code
 * AssumedSyntax.standard().localEncryption(MyEncryptCommand::new)
 * }</pre>
 */
public final class AssumedSyntax {
  private static final AssumedSyntax STANDARD = new AssumedSyntax();

  private Function<E2eMessage, AtCommand<byte[]>> e2eDecryption = DecryptE2e::new;
  private Function<byte[], AtCommand<byte[]>> localEncryption = LocalDataCommand::encrypt;
  private Function<byte[], AtCommand<byte[]>> localDecryption = LocalDataCommand::decrypt;
  private BiFunction<String, String, AtCommand<List<String>>> fileEncryption =
      E2eFileCommand::encrypt;
  private BiFunction<String, String, AtCommand<List<String>>> fileDecryption =
      E2eFileCommand::decrypt;

  private AssumedSyntax() {}

  /** {@return what we assume: the mirror of the published {@code AT+USECE2EDATAENC}} */
  public static AssumedSyntax standard() {
    return STANDARD;
  }

  private AssumedSyntax but(Consumer<AssumedSyntax> change) {
    AssumedSyntax other = new AssumedSyntax();
    other.e2eDecryption = e2eDecryption;
    other.localEncryption = localEncryption;
    other.localDecryption = localDecryption;
    other.fileEncryption = fileEncryption;
    other.fileDecryption = fileDecryption;
    change.accept(other);
    return other;
  }

  /**
   * Replaces {@code AT+USECE2EDATADEC}.
   *
   * @param command makes the command that decrypts a message
   * @return a syntax with it
   */
  public AssumedSyntax e2eDecryption(Function<E2eMessage, AtCommand<byte[]>> command) {
    Arguments.required(command, "command");
    return but(syntax -> syntax.e2eDecryption = command);
  }

  /**
   * Replaces {@code AT+USECDATAENC}.
   *
   * @param command makes the command that encrypts bytes locally
   * @return a syntax with it
   */
  public AssumedSyntax localEncryption(Function<byte[], AtCommand<byte[]>> command) {
    Arguments.required(command, "command");
    return but(syntax -> syntax.localEncryption = command);
  }

  /**
   * Replaces {@code AT+USECDATADEC}.
   *
   * @param command makes the command that decrypts bytes locally
   * @return a syntax with it
   */
  public AssumedSyntax localDecryption(Function<byte[], AtCommand<byte[]>> command) {
    Arguments.required(command, "command");
    return but(syntax -> syntax.localDecryption = command);
  }

  /**
   * Replaces {@code AT+USECE2EFILEENC}.
   *
   * @param command makes the command from the names of the input and the output file
   * @return a syntax with it
   */
  public AssumedSyntax fileEncryption(BiFunction<String, String, AtCommand<List<String>>> command) {
    Arguments.required(command, "command");
    return but(syntax -> syntax.fileEncryption = command);
  }

  /**
   * Replaces {@code AT+USECE2EFILEDEC}.
   *
   * @param command makes the command from the names of the input and the output file
   * @return a syntax with it
   */
  public AssumedSyntax fileDecryption(BiFunction<String, String, AtCommand<List<String>>> command) {
    Arguments.required(command, "command");
    return but(syntax -> syntax.fileDecryption = command);
  }

  AtCommand<byte[]> decryptE2e(E2eMessage message) {
    return Arguments.returned(e2eDecryption.apply(message), "The command of e2eDecryption");
  }

  AtCommand<byte[]> encryptLocally(byte[] plaintext) {
    return Arguments.returned(localEncryption.apply(plaintext), "The command of localEncryption");
  }

  AtCommand<byte[]> decryptLocally(byte[] ciphertext) {
    return Arguments.returned(localDecryption.apply(ciphertext), "The command of localDecryption");
  }

  AtCommand<List<String>> encryptFile(String input, String output) {
    return Arguments.returned(fileEncryption.apply(input, output), "The command of fileEncryption");
  }

  AtCommand<List<String>> decryptFile(String input, String output) {
    return Arguments.returned(fileDecryption.apply(input, output), "The command of fileDecryption");
  }
}
