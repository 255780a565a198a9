package io.github.thingseal.core.e2e;

import io.github.thingseal.core.InvalidInputException;
import java.util.Locale;

/**
 * The formats of an end-to-end protected message, identified by the high nibble of its first byte.
 *
 * <p>Evidence. <em>Seen</em> in the vendor's sample and tests: nibble, length of the key identity
 * and overhead of both versions. <em>Derived</em>: a V1 message is key identity, ciphertext, tag;
 * in V2 the 28 bytes of overhead are 11 of key identity, 16 of tag and one that no source explains.
 * <em>Assumed</em>, here and nowhere else: that this one byte is encrypted in front of the
 * customer's bytes ({@link #leadingBytes()}); {@link E2eCipher#withV2LeadingBytes} takes another
 * reading.
 */
public enum E2eVersion {
  /** Format 1: the version of every module; 16 bytes of key identity, 32 of overhead. */
  V1(1, 16, 32, 0),
  /** Format 2: from SARA-R5 firmware 01B on; 11 bytes of key identity, 28 of overhead. */
  V2(2, 11, 28, 1);

  private static final E2eVersion[] ALL = values();

  private final int nibble;
  private final int keyIdentityBytes;
  private final int overheadBytes;
  private final int leadingBytes;

  E2eVersion(int nibble, int keyIdentityBytes, int overheadBytes, int leadingBytes) {
    this.nibble = nibble;
    this.keyIdentityBytes = keyIdentityBytes;
    this.overheadBytes = overheadBytes;
    this.leadingBytes = leadingBytes;
  }

  /**
   * Returns the version of a message.
   *
   * @param firstByte the first byte of a message or of a key identity
   * @return its version
   * @throws InvalidInputException if the high nibble names no known format
   */
  public static E2eVersion of(byte firstByte) {
    int nibble = (firstByte & 0xF0) >>> 4;
    for (E2eVersion version : ALL) {
      if (version.nibble == nibble) {
        return version;
      }
    }
    throw new InvalidInputException(
        String.format(
            Locale.ROOT,
            "Not an end-to-end protected message: its first byte is %02x, and the formats known"
                + " begin with 1 (V1) or 2 (V2)",
            firstByte & 0xFF));
  }

  /**
   * The format nibble.
   *
   * @return 1 or 2
   */
  public int nibble() {
    return nibble;
  }

  /**
   * How many bytes at the beginning of a message identify its key.
   *
   * @return 16 or 11
   */
  public int keyIdentityBytes() {
    return keyIdentityBytes;
  }

  /**
   * By how many bytes a message is longer than what it protects, with a tag of 16 bytes.
   *
   * @return 32 or 28
   */
  public int overheadBytes() {
    return overheadBytes;
  }

  /**
   * How many encrypted bytes stand before those of the customer (assumed, see above).
   *
   * @return 0 or 1
   */
  public int leadingBytes() {
    return leadingBytes;
  }
}
