package io.github.thingseal.core.internal.arguments;

import io.github.thingseal.core.InvalidInputException;

/** Checks what callers hand to AES-128-CCM, of which native code would read or write beyond. */
public final class CcmArguments {
  private static final int KEY_BYTES = 16;
  private static final int MIN_NONCE_BYTES = 7;
  private static final int MAX_NONCE_BYTES = 13;
  private static final int MIN_TAG_BYTES = 4;
  private static final int MAX_TAG_BYTES = 16;

  private CcmArguments() {}

  /**
   * Rejects what cannot be encrypted.
   *
   * @param key the key
   * @param nonce the nonce
   * @param tagLengthBytes the length of the tag
   * @param plaintext what to encrypt
   * @param encrypted receives ciphertext and tag
   * @param offset where in it they begin
   * @throws InvalidInputException if something is missing, too long or too short
   */
  public static void requireToSeal(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] plaintext,
      byte[] encrypted,
      int offset) {
    requireArrays(key, nonce, plaintext, encrypted);
    requireParameters(key, nonce, tagLengthBytes);
    requireRange(encrypted, offset, (long) plaintext.length + tagLengthBytes);
    requireFits(plaintext.length, nonce.length);
  }

  /**
   * Rejects what cannot be decrypted.
   *
   * @param key the key
   * @param nonce the nonce
   * @param tagLengthBytes how long the tag is
   * @param encrypted holds ciphertext and tag
   * @param offset where in it they begin
   * @param lengthBytes how many bytes they have together
   * @param plaintext receives the plaintext
   * @throws InvalidInputException if something is missing, too long or too short
   */
  public static void requireToOpen(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] encrypted,
      int offset,
      int lengthBytes,
      byte[] plaintext) {
    requireArrays(key, nonce, plaintext, encrypted);
    requireParameters(key, nonce, tagLengthBytes);
    requireRange(encrypted, offset, lengthBytes);
    int plaintextBytes = lengthBytes - tagLengthBytes;
    if (plaintextBytes < 0 || plaintextBytes > plaintext.length) {
      throw new InvalidInputException(
          "A message of "
              + lengthBytes
              + " bytes with a tag of "
              + tagLengthBytes
              + " cannot be decrypted into "
              + plaintext.length
              + " bytes");
    }
    requireFits(plaintextBytes, nonce.length);
  }

  /**
   * Rejects a plaintext that is too long for its nonce: with n bytes of nonce, AES-CCM counts the
   * plaintext in 15 - n bytes.
   *
   * @param plaintextBytes how long the plaintext is
   * @param nonceBytes how long the nonce is, 7 to 13
   * @throws InvalidInputException if it is too long
   */
  public static void requireFits(int plaintextBytes, int nonceBytes) {
    int countBits = (15 - nonceBytes) * Byte.SIZE;
    if (countBits < Integer.SIZE && plaintextBytes >>> countBits != 0) {
      throw new InvalidInputException(
          "With a nonce of "
              + nonceBytes
              + " bytes AES-CCM carries at most "
              + ((1 << countBits) - 1)
              + " bytes, not "
              + plaintextBytes);
    }
  }

  @SuppressWarnings("ReferenceEquality") // It is the very array that is asked for.
  private static void requireArrays(byte[] key, byte[] nonce, byte[] plaintext, byte[] encrypted) {
    Arguments.required(key, "key");
    Arguments.required(nonce, "nonce");
    Arguments.required(plaintext, "plaintext");
    Arguments.required(encrypted, "encrypted");
    if (plaintext == encrypted) {
      throw new InvalidInputException("plaintext and encrypted are one array; pass two");
    }
  }

  private static void requireParameters(byte[] key, byte[] nonce, int tagLengthBytes) {
    if (key.length != KEY_BYTES) {
      throw new InvalidInputException("AES-128-CCM takes a key of 16 bytes, not " + key.length);
    }
    if (nonce.length < MIN_NONCE_BYTES || nonce.length > MAX_NONCE_BYTES) {
      throw new InvalidInputException(
          "AES-CCM takes a nonce of 7 to 13 bytes, not " + nonce.length);
    }
    if (tagLengthBytes < MIN_TAG_BYTES
        || tagLengthBytes > MAX_TAG_BYTES
        || tagLengthBytes % 2 != 0) {
      throw new InvalidInputException(
          "AES-CCM makes a tag of 4, 6, … 16 bytes, not " + tagLengthBytes);
    }
  }

  private static void requireRange(byte[] encrypted, int offset, long lengthBytes) {
    if (offset < 0 || lengthBytes < 0 || lengthBytes > encrypted.length - offset) {
      throw new InvalidInputException(
          lengthBytes
              + " bytes of a message do not fit at "
              + offset
              + " of "
              + encrypted.length
              + " bytes");
    }
  }
}
