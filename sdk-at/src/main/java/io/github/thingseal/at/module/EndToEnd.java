package io.github.thingseal.at.module;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.CommandNotSupportedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.security.EncryptE2e;
import io.github.thingseal.at.command.security.ReadE2eVersion;
import io.github.thingseal.at.command.security.SetE2eVersion;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

/**
 * End-to-end encryption by the module: what it encrypts, only the cloud application can read. The
 * module must be sealed; no network is needed.
 *
 * <p>All methods throw {@link CapabilityAbsentException} before anything is sent if the module has
 * no root of trust.
 */
public final class EndToEnd extends ModulePart {
  private final AssumedSyntax syntax;

  EndToEnd(ModuleContext context) {
    super(context);
    this.syntax = context.options.assumedSyntax;
  }

  /**
   * Encrypts a message, in the format of {@link #version()}. Evidence: published; the greatest
   * length is assumed, see {@link ModuleOptions.Builder#maxPlaintextBytes}.
   *
   * @param plaintext 1 to 900 bytes, or as many as the options say
   * @return the protected message, 32 (V1) or 28 (V2) bytes longer
   * @throws InvalidInputException if there are none or too many bytes; nothing was sent
   * @throws io.github.thingseal.at.command.UnexpectedReplyException if what came is no such message
   * @throws CommandRejectedException if the module refused, as it does until it is sealed and the
   *     feature is active
   */
  public E2eMessage encrypt(byte[] plaintext) {
    Arguments.required(plaintext, "plaintext");
    context.require(Capability.ROOT_OF_TRUST);
    context.requireFits("to encrypt", plaintext.length, 0);
    return context.execute(EncryptE2e.of(plaintext));
  }

  /**
   * Decrypts a message from the cloud application. Evidence: <em>assumed</em>; that modules can do
   * this is published, the command is not; {@link AssumedSyntax} replaces it.
   *
   * @param message the message
   * @return the plaintext
   * @throws InvalidInputException if the message has too many bytes; nothing was sent
   * @throws CapabilityAbsentException also if the module says that it does not know the command
   * @throws CommandRejectedException if the module refused; it does not distinguish a wrong tag
   *     from other reasons
   */
  public byte[] decrypt(E2eMessage message) {
    Arguments.required(message, "message");
    context.require(Capability.ROOT_OF_TRUST);
    context.requireFits("to decrypt", message.lengthBytes(), message.version().overheadBytes());
    AtCommand<byte[]> command =
        Arguments.returned(syntax.decryptE2e(message), "AssumedSyntax.decryptE2e");
    try {
      return context.execute(command);
    } catch (CommandNotSupportedException e) {
      throw context.absent(Capability.E2E_DECRYPTION, e);
    }
  }

  /**
   * Encrypts a file of the module's file system into another. Evidence: <em>assumed</em>; only the
   * name of the command is known, {@link AssumedSyntax} replaces it.
   *
   * @param input the name of the file with the plaintext
   * @param output the name of the file for the message
   * @return the parameters of the answer as they came, if any
   * @throws InvalidInputException if a command line cannot carry a name; nothing was sent
   * @throws CapabilityAbsentException also if the module says that it does not know the command
   * @throws CommandRejectedException if the module refused for another reason
   */
  public List<String> encryptFile(String input, String output) {
    Arguments.required(input, "input");
    Arguments.required(output, "output");
    context.require(Capability.E2E_FILES);
    return context.executeAssumed(
        Capability.E2E_FILES, syntax.encryptFile(input, output), "AssumedSyntax.encryptFile");
  }

  /**
   * Decrypts a file of the module's file system into another. Evidence: <em>assumed</em>, as {@link
   * #encryptFile}.
   *
   * @param input the name of the file with the message
   * @param output the name of the file for the plaintext
   * @return the parameters of the answer as they came, if any
   * @throws InvalidInputException if a command line cannot carry a name; nothing was sent
   * @throws CapabilityAbsentException also if the module says that it does not know the command
   * @throws CommandRejectedException if the module refused for another reason
   */
  public List<String> decryptFile(String input, String output) {
    Arguments.required(input, "input");
    Arguments.required(output, "output");
    context.require(Capability.E2E_FILES);
    return context.executeAssumed(
        Capability.E2E_FILES, syntax.decryptFile(input, output), "AssumedSyntax.decryptFile");
  }

  /**
   * {@return the format that the module encrypts in; one that refuses to answer has V1 only.
   * Evidence: published}
   */
  public E2eVersion version() {
    try {
      return context.execute(Capability.ROOT_OF_TRUST, new ReadE2eVersion());
    } catch (CommandRejectedException e) {
      return E2eVersion.V1;
    }
  }

  /**
   * Chooses the format that the module encrypts in. Whether it outlives a restart is not public:
   * choose again after one. Evidence: published.
   *
   * @param version the format; V1 is fine with every module
   * @throws CapabilityAbsentException if it is V2 and the module has V1 only, as its family and
   *     firmware determine, or as it says itself
   */
  public void useVersion(E2eVersion version) {
    Arguments.required(version, "version");
    context.require(Capability.ROOT_OF_TRUST);
    if (version == E2eVersion.V2) {
      context.require(Capability.E2E_V2);
    }
    try {
      context.execute(new SetE2eVersion(version));
    } catch (CommandRejectedException e) {
      if (version() != version) {
        throw context.absent(Capability.E2E_V2, e);
      }
    }
  }
}
