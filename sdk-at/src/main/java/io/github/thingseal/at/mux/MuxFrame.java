package io.github.thingseal.at.mux;

/**
 * One frame of the basic option. Only the header is checked by the frame check sequence: the
 * information of the frame types that are used here is not.
 */
final class MuxFrame {
  static final int FLAG = 0xF9;

  static final int SABM = 0x2F;
  static final int DISC = 0x43;
  static final int UA = 0x63;
  static final int DM = 0x0F;
  static final int UIH = 0xEF;

  static final int MAX_DLCI = 63;

  /** The most information either way (N1). Evidence: published (ubxlib). */
  static final int MAX_INFO_BYTES = 128;

  private static final int POLL_FINAL = 0x10;
  private static final int EXTENSION = 0x01;
  private static final int COMMAND = 0x02;
  private static final int MAX_SHORT_LENGTH = 0x7F;
  private static final byte[] NO_INFO = {};

  private MuxFrame() {}

  /** Asks for something and expects an answer: SABM and DISC. */
  static byte[] request(int dlci, int type) {
    return encode(dlci, true, type | POLL_FINAL, NO_INFO, 0, 0);
  }

  /** Answers a request of the module: UA and DM. The initiator's answers are no commands. */
  static byte[] answer(int dlci, int type) {
    return encode(dlci, false, type | POLL_FINAL, NO_INFO, 0, 0);
  }

  /** Carries information. */
  static byte[] information(int dlci, byte[] bytes, int offset, int length) {
    return encode(dlci, true, UIH, bytes, offset, length);
  }

  private static byte[] encode(
      int dlci, boolean command, int control, byte[] bytes, int offset, int length) {
    boolean isShort = length <= MAX_SHORT_LENGTH;
    int header = isShort ? 3 : 4;
    byte[] frame = new byte[header + length + 3];
    frame[0] = (byte) FLAG;
    frame[1] = (byte) (dlci << 2 | (command ? COMMAND : 0) | EXTENSION);
    frame[2] = (byte) control;
    if (isShort) {
      frame[3] = (byte) (length << 1 | EXTENSION);
    } else {
      frame[3] = (byte) (length << 1);
      frame[4] = (byte) (length >> 7);
    }
    System.arraycopy(bytes, offset, frame, header + 1, length);
    frame[frame.length - 2] = Fcs8.of(frame, 1, header);
    frame[frame.length - 1] = (byte) FLAG;
    return frame;
  }

  static int dlciOf(byte address) {
    return (address & 0xFF) >> 2;
  }

  static boolean isAddress(byte address) {
    return (address & EXTENSION) != 0;
  }

  /** The type of a frame, without the bit that asks for or marks an answer. */
  static int typeOf(byte control) {
    return control & 0xFF & ~POLL_FINAL;
  }

  static boolean isType(int type) {
    return type == SABM || type == DISC || type == UA || type == DM || type == UIH;
  }
}
