package io.github.thingseal.core.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Base64 (RFC 4648 section 4) from text into one array. The JDK's decoder copies the text first,
 * and leaves that copy of a secret to the garbage collector.
 */
public final class Base64Text {
  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final byte INVALID = -1;
  private static final byte[] VALUES = values();

  /** A unit is four digits, which are three bytes. */
  private static final int UNIT_DIGITS = 4;

  private static final int UNIT_BYTES = 3;

  private Base64Text() {}

  /** The bytes, or null if the text is not Base64 in one line. Its padding may be left out. */
  public static byte @Nullable [] decode(String text) {
    int digits = text.length() - padding(text);
    int rest = digits % UNIT_DIGITS;
    int whole = digits - rest;
    byte[] bytes = new byte[whole / UNIT_DIGITS * UNIT_BYTES + rest * UNIT_BYTES / UNIT_DIGITS];
    int seen = rest == 1 ? INVALID : 0;
    int at = 0;
    for (int i = 0; i < whole; i += UNIT_DIGITS, at += UNIT_BYTES) {
      int unit = (pair(text, i) << 12) | pair(text, i + 2);
      bytes[at] = (byte) (unit >> 16);
      bytes[at + 1] = (byte) (unit >> 8);
      bytes[at + 2] = (byte) unit;
      seen |= unit;
    }
    if (rest > 1) {
      int unit = (pair(text, whole) << 6) | (rest == 3 ? value(text, whole + 2) : 0);
      bytes[at] = (byte) (unit >> 10);
      if (rest == 3) {
        bytes[at + 1] = (byte) (unit >> 2);
      }
      seen |= unit;
    }
    if (seen < 0) {
      Arrays.fill(bytes, (byte) 0);
      return null;
    }
    return bytes;
  }

  private static int padding(String text) {
    int length = text.length();
    if (length == 0 || length % UNIT_DIGITS != 0 || text.charAt(length - 1) != '=') {
      return 0;
    }
    return text.charAt(length - 2) == '=' ? 2 : 1;
  }

  private static int pair(String text, int at) {
    return (value(text, at) << 6) | value(text, at + 1);
  }

  /** The six bits of a digit; negative, however far it is shifted, if it is none. No branch. */
  private static int value(String text, int at) {
    char digit = text.charAt(at);
    return VALUES[digit & 0xFF] | -(digit >>> Byte.SIZE);
  }

  private static byte[] values() {
    byte[] values = new byte[1 << Byte.SIZE];
    Arrays.fill(values, INVALID);
    for (int i = 0; i < DIGITS.length(); i++) {
      values[DIGITS.charAt(i)] = (byte) i;
    }
    return values;
  }
}
