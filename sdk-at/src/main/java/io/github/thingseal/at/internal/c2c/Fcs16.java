package io.github.thingseal.at.internal.c2c;

/** The frame check sequence of RFC 1662 (CRC-16/X-25): what a line, not an attacker, damages. */
final class Fcs16 {
  private static final int REFLECTED_POLYNOMIAL = 0x8408;

  /** Each table knows what a byte does to the FCS when as many bytes follow it as its name says. */
  private static final int[] FOLLOWED_BY_0 = table(0);

  private static final int[] FOLLOWED_BY_1 = table(1);
  private static final int[] FOLLOWED_BY_2 = table(2);
  private static final int[] FOLLOWED_BY_3 = table(3);

  private Fcs16() {}

  /** Four bytes at a time, because what they do need not wait for each other. */
  static int of(byte[] bytes, int offset, int length) {
    int fcs = 0xFFFF;
    int end = offset + length;
    int i = offset;
    for (; i + 4 <= end; i += 4) {
      fcs =
          FOLLOWED_BY_3[(fcs ^ bytes[i]) & 0xFF]
              ^ FOLLOWED_BY_2[(fcs >>> 8 ^ bytes[i + 1]) & 0xFF]
              ^ FOLLOWED_BY_1[bytes[i + 2] & 0xFF]
              ^ FOLLOWED_BY_0[bytes[i + 3] & 0xFF];
    }
    for (; i < end; i++) {
      fcs = (fcs >>> 8) ^ FOLLOWED_BY_0[(fcs ^ bytes[i]) & 0xFF];
    }
    return fcs ^ 0xFFFF;
  }

  private static int[] table(int bytesBehind) {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int value = i;
      for (int bit = 0; bit < Byte.SIZE * (1 + bytesBehind); bit++) {
        value = (value & 1) != 0 ? (value >>> 1) ^ REFLECTED_POLYNOMIAL : value >>> 1;
      }
      table[i] = value;
    }
    return table;
  }
}
