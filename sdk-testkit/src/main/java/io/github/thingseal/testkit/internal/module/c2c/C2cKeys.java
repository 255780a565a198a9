package io.github.thingseal.testkit.internal.module.c2c;

import java.util.Arrays;

/** What both ends of a chip-to-chip session share. */
public final class C2cKeys {
  public static final int BYTES = 16;

  private final byte[] teSecret;
  private final byte[] key;
  private final byte[] hmacKey;

  /** An HMAC key of zeroes stands for version 1. */
  public C2cKeys(byte[] teSecret, byte[] key, byte[] hmacKey) {
    this.teSecret = requireLength(teSecret);
    this.key = requireLength(key);
    this.hmacKey = requireLength(hmacKey);
  }

  private static byte[] requireLength(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("Chip-to-chip takes 16 bytes, not " + bytes.length);
    }
    return bytes.clone();
  }

  byte[] teSecret() {
    return teSecret.clone();
  }

  public byte[] key() {
    return key.clone();
  }

  public byte[] hmacKey() {
    return hmacKey.clone();
  }

  public boolean isSecondVersion() {
    return !Arrays.equals(hmacKey, new byte[BYTES]);
  }
}
