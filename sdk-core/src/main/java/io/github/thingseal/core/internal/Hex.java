package io.github.thingseal.core.internal;

import io.github.thingseal.core.InvalidInputException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Hexadecimal text, with errors that say what was wrong. */
public final class Hex {
  private static final HexFormat LOWER = HexFormat.of();

  private Hex() {}

  /** Lower-case digits, as in the service's own samples. */
  public static String format(byte[] bytes) {
    return LOWER.formatHex(bytes);
  }

  /** Parses public text; the error quotes it. */
  public static byte[] parse(String what, String hex) {
    byte[] bytes = parseOrNull(hex);
    if (bytes == null) {
      throw new InvalidInputException(
          what + " must be an even number of hexadecimal digits, but is \"" + hex + "\"");
    }
    return bytes;
  }

  /** Parses secret text; the error tells its length only. */
  public static byte[] parseSecret(CharSequence hex) {
    byte[] bytes = parseOrNull(hex);
    if (bytes == null) {
      throw new InvalidInputException(
          "A secret of "
              + hex.length()
              + " characters is not an even number of hexadecimal digits");
    }
    return bytes;
  }

  private static byte @Nullable [] parseOrNull(CharSequence hex) {
    if (hex.length() % 2 != 0) {
      return null;
    }
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      char high = hex.charAt(2 * i);
      char low = hex.charAt(2 * i + 1);
      if (!HexFormat.isHexDigit(high) || !HexFormat.isHexDigit(low)) {
        return null;
      }
      bytes[i] = (byte) (HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low));
    }
    return bytes;
  }
}
