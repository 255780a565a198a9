package io.github.thingseal.testkit.internal.module.data;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/** PPP in HDLC-like framing, by RFC 1662, as it is before anything is negotiated. */
final class PppFrames {
  private static final int FLAG = 0x7E;
  private static final int ESCAPE = 0x7D;
  private static final int TOGGLED = 0x20;
  private static final int ADDRESS = 0xFF;
  private static final int CONTROL = 0x03;
  private static final int FCS_START = 0xFFFF;
  private static final int FCS_GOOD = 0xF0B8;
  private static final int FCS_POLYNOMIAL = 0x8408;
  private static final int FCS_BYTES = 2;
  private static final int MAX_BYTES = 1 << 12;

  private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
  private boolean escaped;
  private boolean broken;

  /** The protocol and information of a frame that is complete and undamaged with this byte. */
  Optional<byte[]> accept(byte received) {
    int b = received & 0xFF;
    if (b == FLAG) {
      return end();
    }
    if (b == ESCAPE) {
      escaped = true;
    } else if (b >= TOGGLED) {
      // What is below was put in on the way, for no one sends it unescaped.
      frame.write(escaped ? b ^ TOGGLED : b);
      escaped = false;
      broken |= frame.size() > MAX_BYTES;
    }
    if (broken) {
      frame.reset();
    }
    return Optional.empty();
  }

  private Optional<byte[]> end() {
    byte[] bytes = frame.toByteArray();
    boolean aborted = escaped || broken;
    frame.reset();
    escaped = false;
    broken = false;
    if (aborted || bytes.length <= FCS_BYTES || fcs(bytes, bytes.length) != FCS_GOOD) {
      return Optional.empty();
    }
    boolean uncompressed =
        (bytes[0] & 0xFF) == ADDRESS && bytes.length > 2 * FCS_BYTES && bytes[1] == CONTROL;
    return Optional.of(Arrays.copyOfRange(bytes, uncompressed ? 2 : 0, bytes.length - FCS_BYTES));
  }

  /** Frames protocol and information, with every control character escaped. */
  static byte[] encode(byte[] protocolAndInformation) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    plain.write(ADDRESS);
    plain.write(CONTROL);
    plain.writeBytes(protocolAndInformation);
    int fcs = fcs(plain.toByteArray(), plain.size()) ^ 0xFFFF;
    plain.write(fcs & 0xFF);
    plain.write(fcs >> 8);
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    framed.write(FLAG);
    for (byte b : plain.toByteArray()) {
      int value = b & 0xFF;
      boolean escape = value < TOGGLED || value == FLAG || value == ESCAPE;
      if (escape) {
        framed.write(ESCAPE);
      }
      framed.write(escape ? value ^ TOGGLED : value);
    }
    framed.write(FLAG);
    return framed.toByteArray();
  }

  private static int fcs(byte[] bytes, int length) {
    int fcs = FCS_START;
    for (int i = 0; i < length; i++) {
      fcs ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        fcs = (fcs & 1) == 0 ? fcs >> 1 : (fcs >> 1) ^ FCS_POLYNOMIAL;
      }
    }
    return fcs;
  }
}
