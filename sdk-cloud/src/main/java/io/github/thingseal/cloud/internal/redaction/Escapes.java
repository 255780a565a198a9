package io.github.thingseal.cloud.internal.redaction;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Undoes escapes for single characters: of JSON, programming languages, URLs, HTML and mail. */
final class Escapes {
  private static final int LONGEST_ENTITY = 10;

  private static final Map<String, String> ENTITIES =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("sol", "/"),
          Map.entry("bsol", "\\"),
          Map.entry("plus", "+"),
          Map.entry("equals", "="),
          Map.entry("lowbar", "_"),
          Map.entry("hyphen", "-"),
          Map.entry("NewLine", "\n"));

  private final String text;
  private final ByteArrayOutputStream out;
  private int at;

  private Escapes(String text) {
    this.text = text;
    this.out = new ByteArrayOutputStream(text.length());
  }

  /** The text without escapes; also where several kinds are mixed. */
  static String decode(String text) {
    return new Escapes(text).decode();
  }

  /** The text with {@code =0A} undone. Apart, because it is also how a query begins a value. */
  static String decodeQuotedPrintable(String text) {
    return text.indexOf('=') < 0 ? text : decode(text.replace("=\r\n", "").replace('=', '%'));
  }

  /** The value of a hexadecimal digit, or -1. */
  static int hexDigit(String text, int index) {
    return index < text.length() && text.charAt(index) < 128
        ? Character.digit(text.charAt(index), 16)
        : -1;
  }

  /** The end of the escape at an index, or the index itself if there is none. */
  static int endOfEscape(String text, int index) {
    Escapes one = new Escapes(text);
    one.at = index;
    return one.escape() ? one.at : index;
  }

  private String decode() {
    while (at < text.length()) {
      if (!escape()) {
        int c = text.codePointAt(at);
        put(Character.toString(c));
        at += Character.charCount(c);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private boolean escape() {
    return switch (text.charAt(at)) {
      case '\\' -> backslash();
      case '%' -> percent();
      case '&' -> entity();
      default -> false;
    };
  }

  private boolean backslash() {
    if (at + 1 >= text.length()) {
      return false;
    }
    char kind = text.charAt(at + 1);
    return switch (kind) {
      case 'u' -> unicode(at + 2) || braced(at + 2);
      case 'x' -> octet(at + 2) || braced(at + 2);
      case 'n', 'r', 't', 'b', 'f' -> replace(2, " ");
      case '0', '1', '2', '3' -> octal() || replace(2, String.valueOf(kind));
      default -> replace(2, String.valueOf(kind));
    };
  }

  private boolean percent() {
    return octet(at + 1)
        || (at + 1 < text.length() && text.charAt(at + 1) == 'u' && unicode(at + 2));
  }

  /** Four digits of UTF-16, or twelve if they are two halves of one character. */
  private boolean unicode(int digits) {
    int start = at;
    int first = number(digits, digits + 4, 16);
    if (first < 0) {
      return false;
    }
    at = digits + 4;
    if (Character.isHighSurrogate((char) first)
        && text.startsWith(text.substring(start, digits), at)) {
      int next = at + digits - start;
      int second = number(next, next + 4, 16);
      if (second >= 0 && Character.isLowSurrogate((char) second)) {
        at = next + 4;
        put(Character.toString(Character.toCodePoint((char) first, (char) second)));
        return true;
      }
    }
    put(String.valueOf((char) first));
    return true;
  }

  private boolean braced(int brace) {
    int end = brace < text.length() && text.charAt(brace) == '{' ? text.indexOf('}', brace) : -1;
    return end > brace && end <= brace + 7 && codePoint(brace + 1, end, 16, end + 1);
  }

  private boolean octet(int digits) {
    int value = number(digits, digits + 2, 16);
    if (value < 0) {
      return false;
    }
    out.write(value);
    at = digits + 2;
    return true;
  }

  private boolean octal() {
    int value = number(at + 1, at + 4, 8);
    if (value < 0) {
      return false;
    }
    out.write(value);
    at += 4;
    return true;
  }

  private boolean entity() {
    int end = text.indexOf(';', at);
    if (end < 0 || end - at > LONGEST_ENTITY) {
      return false;
    }
    if (text.startsWith("&#x", at) || text.startsWith("&#X", at)) {
      return codePoint(at + 3, end, 16, end + 1);
    }
    if (text.startsWith("&#", at)) {
      return codePoint(at + 2, end, 10, end + 1);
    }
    String named = ENTITIES.get(text.substring(at + 1, end));
    return named != null && replace(end + 1 - at, named);
  }

  private boolean codePoint(int from, int to, int radix, int next) {
    int value = number(from, to, radix);
    if (value < 0 || !Character.isValidCodePoint(value)) {
      return false;
    }
    put(Character.toString(value));
    at = next;
    return true;
  }

  private boolean replace(int length, String by) {
    put(by);
    at += length;
    return true;
  }

  private int number(int from, int to, int radix) {
    if (from >= to || to > text.length() || to - from > 7) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }

  private void put(String decoded) {
    out.writeBytes(decoded.getBytes(StandardCharsets.UTF_8));
  }
}
