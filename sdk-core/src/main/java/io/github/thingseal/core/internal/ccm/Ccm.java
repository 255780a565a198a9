package io.github.thingseal.core.internal.ccm;

import io.github.thingseal.core.internal.arguments.CcmArguments;

/**
 * AES-CCM, for any number of threads. With associated data as well: the protocol has none, but
 * published test vectors do.
 */
public interface Ccm {
  /** No associated data. */
  byte[] NONE = {};

  /** Encrypts with associated data. */
  void seal(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] associatedData,
      byte[] plaintext,
      byte[] sealed,
      int offset);

  /** Decrypts with associated data, and returns whether the tag is right. */
  boolean open(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] associatedData,
      byte[] sealed,
      int offset,
      int length,
      byte[] plaintext);

  /** Encrypts, after a check of the arguments. */
  default void seal(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] plaintext,
      byte[] encrypted,
      int offset) {
    CcmArguments.requireToSeal(key, nonce, tagLengthBytes, plaintext, encrypted, offset);
    seal(key, nonce, tagLengthBytes, NONE, plaintext, encrypted, offset);
  }

  /** Decrypts, after a check of the arguments, and returns whether the tag is right. */
  default boolean open(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] encrypted,
      int offset,
      int length,
      byte[] plaintext) {
    CcmArguments.requireToOpen(key, nonce, tagLengthBytes, encrypted, offset, length, plaintext);
    return open(key, nonce, tagLengthBytes, NONE, encrypted, offset, length, plaintext);
  }

  /** Overwrites what is kept of keys that no message uses. */
  default void wipeIdleKeys() {}
}
