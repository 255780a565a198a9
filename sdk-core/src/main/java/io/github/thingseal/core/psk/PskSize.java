package io.github.thingseal.core.psk;

import java.util.Arrays;
import java.util.Optional;

/** The sizes of pre-shared key that a module can generate. */
public enum PskSize {
  /** 16 bytes, for AES-128 cipher suites. */
  BYTES_16(16),
  /** 32 bytes, for AES-256 cipher suites. */
  BYTES_32(32);

  private final int bytes;

  PskSize(int bytes) {
    this.bytes = bytes;
  }

  /**
   * The size.
   *
   * @return the size in bytes
   */
  public int bytes() {
    return bytes;
  }

  /**
   * Finds the size of a key.
   *
   * @param bytes the length of a key in bytes
   * @return the size, or empty if no pre-shared key has that length
   */
  public static Optional<PskSize> ofBytes(int bytes) {
    return Arrays.stream(values()).filter(size -> size.bytes == bytes).findFirst();
  }
}
