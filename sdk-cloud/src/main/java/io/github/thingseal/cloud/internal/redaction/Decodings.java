package io.github.thingseal.cloud.internal.redaction;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Undoes the encodings in which text travels, one within another, without knowing which. */
final class Decodings {
  private static final int DEPTH = 3;
  private static final int BUDGET = 1 << 20;
  private static final int SHORTEST = 3;
  private static final int BASE64_QUANTUM = 4;
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,3}(?!\\d)");
  private static final Pattern HEX_PREFIX = Pattern.compile("0[xX]|\\\\+x");

  private Decodings() {}

  /**
   * Whether a text, or what it stands for in up to three encodings one within another, passes a
   * test; also true if that would be too much to look at.
   */
  static boolean anyMatch(String text, Predicate<String> test) {
    Set<String> seen = new HashSet<>(Set.of(text));
    Deque<View> open = new ArrayDeque<>(List.of(new View(text, 0)));
    int looked = 0;
    while (!open.isEmpty()) {
      View view = open.remove();
      looked += view.text.length();
      if (looked > BUDGET || test.test(view.text)) {
        return true;
      }
      if (view.depth < DEPTH) {
        for (String decoded : decodings(view.text)) {
          if (decoded.length() >= SHORTEST && seen.add(decoded)) {
            open.add(new View(decoded, view.depth + 1));
          }
        }
      }
    }
    return false;
  }

  private static List<String> decodings(String text) {
    String base64 = digitsOfBase64(text);
    String hex = digitsOfHex(text);
    return List.of(
        Escapes.decode(text),
        Escapes.decodeQuotedPrintable(text),
        decimals(text),
        hex(hex, 0),
        hex(hex, 1),
        base64(base64, 0),
        base64(base64, 1),
        base64(base64, 2),
        base64(base64, 3));
  }

  /** Whatever stands between the digits is skipped, so that line breaks do no harm. */
  private static String digitsOfBase64(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '-' || c == '_') {
        out.append(c == '-' ? '+' : '/');
      } else if (c == '+' || c == '/' || isAsciiLetterOrDigit(c)) {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isAsciiLetterOrDigit(char c) {
    return c < 128 && Character.isLetterOrDigit(c);
  }

  private static String base64(String digits, int from) {
    int length = Math.max(0, digits.length() - from);
    int whole = length - (length % BASE64_QUANTUM == 1 ? 1 : 0);
    if (whole <= 0) {
      return "";
    }
    // The bits that the last digit has too many are 0 in real Base64; here they need not be.
    String padded = digits.substring(from, from + whole) + "A".repeat((4 - whole % 4) % 4);
    return text(Base64.getDecoder().decode(padded));
  }

  private static String digitsOfHex(String text) {
    String bare = HEX_PREFIX.matcher(text).replaceAll("");
    StringBuilder out = new StringBuilder(bare.length());
    for (int i = 0; i < bare.length(); i++) {
      if (Escapes.hexDigit(bare, i) >= 0) {
        out.append(bare.charAt(i));
      }
    }
    return out.toString();
  }

  private static String hex(String digits, int from) {
    byte[] bytes = new byte[Math.max(0, digits.length() - from) / 2];
    for (int i = 0; i < bytes.length; i++) {
      int at = from + 2 * i;
      bytes[i] = (byte) (Escapes.hexDigit(digits, at) << 4 | Escapes.hexDigit(digits, at + 1));
    }
    return text(bytes);
  }

  /** A list of bytes in decimal, signed or not, as many languages print one. */
  private static String decimals(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Matcher number = DECIMAL.matcher(text);
    while (number.find()) {
      out.write(Integer.parseInt(number.group()));
    }
    return text(out.toByteArray());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private record View(String text, int depth) {}
}
