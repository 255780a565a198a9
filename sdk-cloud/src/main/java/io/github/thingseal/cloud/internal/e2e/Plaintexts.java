package io.github.thingseal.cloud.internal.e2e;

import io.github.thingseal.core.InvalidInputException;

/** What a message can carry. */
public final class Plaintexts {
  /** What AES-CCM carries with a nonce of 13 bytes. */
  public static final int MAX_BYTES = 65_535;

  private Plaintexts() {}

  /** Returns a copy of the plaintext, which later changes of the caller's do not reach. */
  public static byte[] copyOf(byte[] plaintext) {
    if (plaintext.length > MAX_BYTES) {
      throw new InvalidInputException(
          "A message carries at most "
              + MAX_BYTES
              + " bytes, not "
              + plaintext.length
              + "; split it");
    }
    return plaintext.clone();
  }
}
