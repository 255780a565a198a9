package io.github.thingseal.core.internal.packed;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts with key and nonce in one array: what the cipher does, but for objects that would be
 * made for one message. The cipher hands its side of it in here, so that it is no part of the API.
 *
 * @param <C> the cipher, which this package does not know
 * @param <M> its messages
 */
public abstract class PackedCipher<C, M> {
  private static volatile @Nullable PackedCipher<?, ?> instance;

  /** For the cipher alone. */
  protected PackedCipher() {}

  /**
   * Sets the one implementation.
   *
   * @param cipher the cipher's
   */
  public static void set(PackedCipher<?, ?> cipher) {
    instance = cipher;
  }

  /**
   * The one implementation.
   *
   * @param <C> its cipher
   * @param <M> its messages
   * @param cipher any cipher, whose class has handed its side in
   * @param message the class of its messages
   * @return what works with these
   */
  @SuppressWarnings("unchecked") // There is one cipher.
  public static <C, M> PackedCipher<C, M> of(C cipher, Class<M> message) {
    return (PackedCipher<C, M>) Objects.requireNonNull(instance);
  }

  /**
   * The array of a message, which begins with its key identity.
   *
   * @param message the message
   * @return the array, not copied
   */
  public abstract byte[] bytes(M message);

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
  public abstract byte[] open(
      C cipher, M message, byte[] keyAndNonce, int nonceBytes, int tagBytes);

  /**
   * Decrypts a message into a buffer.
   *
   * @param cipher the cipher
   * @param message the message
   * @param keyAndNonce 16 bytes of key, and the nonce behind it
   * @param nonceBytes the length of the nonce
   * @param tagBytes the length of the tag
   * @param plaintext receives the plaintext; not read-only
   * @return how many bytes the plaintext has
   */
  public abstract int open(
      C cipher, M message, byte[] keyAndNonce, int nonceBytes, int tagBytes, ByteBuffer plaintext);
}
