package io.github.thingseal.at.c2c;

/** The frame check sequence of RFC 1662 (CRC-16/X-25): what a line, not an attacker, damages. */
final class Fcs16 {
  private static final int REFLECTED_POLYNOMIAL = 0x8408;
  private static final int[] TABLE = table();

  private Fcs16() {}

  static int of(byte[] bytes, int offset, int length) {
    int fcs = 0xFFFF;
    for (int i = offset; i < offset + length; i++) {
      fcs = (fcs >>> 8) ^ TABLE[(fcs ^ bytes[i]) & 0xFF];
    }
    return fcs ^ 0xFFFF;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int value = i;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        value = (value & 1) != 0 ? (value >>> 1) ^ REFLECTED_POLYNOMIAL : value >>> 1;
      }
      table[i] = value;
    }
    return table;
  }
}
