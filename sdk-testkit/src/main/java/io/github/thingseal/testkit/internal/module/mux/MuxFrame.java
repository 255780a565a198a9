package io.github.thingseal.testkit.internal.module.mux;

/**
 * The frames of the basic option of 27.010: flag, address, control, length, information, checksum,
 * flag. The checksum covers all ahead of the information.
 */
final class MuxFrame {
  static final byte FLAG = (byte) 0xF9;
  static final int SABM = 0x2F;
  static final int UA = 0x63;
  static final int DM = 0x0F;
  static final int DISC = 0x43;
  static final int UIH = 0xEF;
  static final int FINAL = 0x10;

  private static final int POLYNOMIAL = 0xE0;
  private static final int SHORT_LENGTH = 0x7F;

  private MuxFrame() {}

  /** A frame; of commands by the module, unlike its responses, the C/R bit is 0. */
  static byte[] encode(int dlci, boolean response, int control, byte[] info) {
    int header = info.length > SHORT_LENGTH ? 4 : 3;
    byte[] frame = new byte[1 + header + info.length + 2];
    frame[0] = FLAG;
    frame[1] = (byte) (dlci << 2 | (response ? 2 : 0) | 1);
    frame[2] = (byte) control;
    if (header == 3) {
      frame[3] = (byte) (info.length << 1 | 1);
    } else {
      frame[3] = (byte) (info.length << 1);
      frame[4] = (byte) (info.length >> 7);
    }
    System.arraycopy(info, 0, frame, 1 + header, info.length);
    frame[frame.length - 2] = (byte) checksum(frame, 1, 1 + header);
    frame[frame.length - 1] = FLAG;
    return frame;
  }

  /** What is left of ones after the CRC-8, reflected. */
  static int checksum(byte[] bytes, int from, int to) {
    int crc = 0xFF;
    for (int i = from; i < to; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc & 1) == 1 ? crc >>> 1 ^ POLYNOMIAL : crc >>> 1;
      }
    }
    return 0xFF - crc;
  }
}
