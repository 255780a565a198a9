package io.github.thingseal.at.mux;

/** The frame check sequence of 27.010: CRC-8, reflected polynomial 0xE0, complemented. */
final class Fcs8 {
  private static final int POLYNOMIAL = 0xE0;
  private static final int INITIAL = 0xFF;
  private static final int[] TABLE = table();

  private Fcs8() {}

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ POLYNOMIAL;
      }
      table[i] = crc;
    }
    return table;
  }

  static byte of(byte[] bytes, int offset, int length) {
    int crc = INITIAL;
    for (int i = offset; i < offset + length; i++) {
      crc = TABLE[crc ^ (bytes[i] & 0xFF)];
    }
    return (byte) (0xFF - crc);
  }
}
