package io.github.thingseal.core.e2e;

/**
 * An implementation of one AEAD cipher without associated data, for one message at a time.
 *
 * <p>Arguments are checked by {@link E2eCipher}, which also wipes the key and keeps the plaintext
 * back until {@link #open} has said that the tag is right. Implementations keep no reference to any
 * array.
 */
public interface AeadEngine {
  /**
   * Encrypts.
   *
   * @param key the key
   * @param nonce the nonce
   * @param tagLengthBytes how long the tag shall be
   * @param plaintext what to encrypt
   * @param sealed receives ciphertext and tag
   * @param offset where in it they begin; there is exactly room for them
   */
  void seal(
      byte[] key, byte[] nonce, int tagLengthBytes, byte[] plaintext, byte[] sealed, int offset);

  /**
   * Decrypts and verifies in constant time.
   *
   * @param key the key
   * @param nonce the nonce
   * @param tagLengthBytes how long the tag at the end of the message is
   * @param sealed holds ciphertext and tag
   * @param offset where in it they begin; they go to its end
   * @param plaintext receives the plaintext and has exactly its length; its content is unspecified
   *     if the tag is wrong
   * @return whether the tag is right
   */
  boolean open(
      byte[] key, byte[] nonce, int tagLengthBytes, byte[] sealed, int offset, byte[] plaintext);
}
