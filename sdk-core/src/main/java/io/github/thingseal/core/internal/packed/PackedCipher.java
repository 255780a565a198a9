package io.github.thingseal.core.internal.packed;

import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts with packed parameters: what {@link E2eCipher} does, but for objects that would be made
 * for one message. The cipher hands its side of it in here, so that it is no part of the API.
 */
public abstract class PackedCipher {
  private static volatile @Nullable PackedCipher instance;

  /** For the cipher alone. */
  protected PackedCipher() {}

  /**
   * Sets the one implementation.
   *
   * @param cipher the cipher's
   */
  public static void set(PackedCipher cipher) {
    instance = cipher;
  }

  static PackedCipher standIn() {
    PackedCipher set = instance;
    if (set == null) {
      E2eCipher.standard(); // Its class hands it in.
      set = Objects.requireNonNull(instance);
    }
    return set;
  }

  /**
   * Decrypts a message.
   *
   * @param cipher the cipher
   * @param message the message
   * @param packed the parameters of its key identity
   * @return the plaintext, or what {@link E2eCipher#unprotect} throws
   */
  public static byte[] unprotect(E2eCipher cipher, E2eMessage message, byte[] packed) {
    return standIn()
        .open(
            cipher,
            message,
            packed,
            packed[PackedParameters.NONCE_BYTES],
            packed[PackedParameters.TAG_BYTES]);
  }

  /**
   * The array of a message.
   *
   * @param message the message
   * @return the array, not copied
   */
  protected abstract byte[] bytes(E2eMessage message);

  /**
   * Decrypts a message.
   *
   * @param cipher the cipher
   * @param message the message
   * @param keyAndNonce 16 bytes of key, and the nonce behind it
   * @param nonceBytes the length of the nonce
   * @param tagBytes the length of the tag
   * @return the plaintext
   */
  protected abstract byte[] open(
      E2eCipher cipher, E2eMessage message, byte[] keyAndNonce, int nonceBytes, int tagBytes);
}
