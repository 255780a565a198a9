package io.github.thingseal.at.c2c;

/** The versions of the chip-to-chip frame. Both are published in the vendor's own source code. */
public enum C2cVersion {
  /**
   * SARA-R5 firmware 00B: an unkeyed SHA-256 inside the encryption, IV at the end. Integrity rests
   * on the encryption alone.
   */
  V1,
  /** From SARA-R5 firmware 01B on: IV in front, HMAC-SHA256 over IV, ciphertext and TE secret. */
  V2
}
