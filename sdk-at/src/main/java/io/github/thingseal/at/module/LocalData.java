package io.github.thingseal.at.module;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * Local data protection: the module encrypts with a key that never leaves it, and only it can
 * decrypt. SARA-R5.
 *
 * <p>Evidence: that modules can do it is published, the commands are <em>assumed</em>; {@link
 * AssumedSyntax} replaces them. Methods throw {@link CapabilityAbsentException} if the module has
 * no local data protection, as its family determines, or as it says itself. They throw {@link
 * io.github.thingseal.at.command.CommandRejectedException} if it refuses for another reason.
 */
public final class LocalData extends ModulePart {
  private final AssumedSyntax syntax;

  LocalData(ModuleContext context) {
    super(context);
    this.syntax = context.options.assumedSyntax;
  }

  /**
   * Encrypts bytes.
   *
   * @param plaintext 1 byte or more, at most {@link ModuleOptions.Builder#maxPlaintextBytes}
   * @return the ciphertext
   * @throws InvalidInputException if there are none or too many bytes; nothing was sent
   */
  public byte[] encrypt(byte[] plaintext) {
    Arguments.required(plaintext, "plaintext");
    context.require(Capability.LOCAL_DATA_PROTECTION);
    context.requireFits("to encrypt", plaintext.length, 0);
    return context.executeAssumed(
        Capability.LOCAL_DATA_PROTECTION,
        syntax.encryptLocally(plaintext),
        "AssumedSyntax.encryptLocally");
  }

  /**
   * Decrypts bytes.
   *
   * @param ciphertext what {@link #encrypt} gave
   * @return the plaintext
   * @throws InvalidInputException if there are none; nothing was sent
   */
  public byte[] decrypt(byte[] ciphertext) {
    Arguments.required(ciphertext, "ciphertext");
    context.require(Capability.LOCAL_DATA_PROTECTION);
    return context.executeAssumed(
        Capability.LOCAL_DATA_PROTECTION,
        syntax.decryptLocally(ciphertext),
        "AssumedSyntax.decryptLocally");
  }
}
