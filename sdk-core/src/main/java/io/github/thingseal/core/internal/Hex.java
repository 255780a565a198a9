package io.github.thingseal.core.internal;

import io.github.thingseal.core.InvalidInputException;
import java.util.HexFormat;

/** Hexadecimal text, with errors that say what was wrong and never repeat the text. */
public final class Hex {
  private static final HexFormat LOWER = HexFormat.of();

  private Hex() {}

  /** Lower-case digits, as in the service's own samples. */
  public static String format(byte[] bytes) {
    return LOWER.formatHex(bytes);
  }

  /**
   * Parses public text. The error names what and where the trouble is; it does not repeat the text,
   * which may be a secret that was handed in by mistake.
   */
  public static byte[] parse(String what, String hex) {
    int trouble = firstNonDigit(hex);
    if (trouble < hex.length()) {
      throw new InvalidInputException(
          what
              + " is written in hexadecimal digits, but "
              + AtText.name(hex, trouble)
              + " stands at position "
              + trouble);
    }
    if (hex.length() % 2 != 0) {
      throw new InvalidInputException(
          what
              + " is written in an even number of hexadecimal digits, but there are "
              + hex.length()
              + "; was it cut?");
    }
    return decode(hex);
  }

  /** Parses secret text; the error shows its length only. */
  public static byte[] parseSecret(CharSequence hex) {
    if (hex.length() % 2 != 0 || firstNonDigit(hex) < hex.length()) {
      throw new InvalidInputException(
          "A secret of "
              + hex.length()
              + " characters is not an even number of hexadecimal digits");
    }
    return decode(hex);
  }

  private static int firstNonDigit(CharSequence hex) {
    int i = 0;
    while (i < hex.length() && HexFormat.isHexDigit(hex.charAt(i))) {
      i++;
    }
    return i;
  }

  private static byte[] decode(CharSequence hex) {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) HexFormat.fromHexDigits(hex, 2 * i, 2 * i + 2);
    }
    return bytes;
  }
}
