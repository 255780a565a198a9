package io.github.thingseal.cloud.internal.redaction;

import java.nio.charset.StandardCharsets;

/** Text of strangers without what could disturb a terminal, a log or a reader. */
final class PlainText {
  private PlainText() {}

  /** Text of a body in UTF-8, or in UTF-16 as far as it is ASCII: every other byte is 0 then. */
  static String decode(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    long zeros = text.chars().filter(c -> c == 0).count();
    return zeros * 3 > text.length() ? text.replace("\u0000", "") : text;
  }

  /** Replaces control, format and line separating characters, and cuts. */
  static String of(String text, int maxLength) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), maxLength) + 1);
    int i = 0;
    while (i < text.length() && out.length() < maxLength) {
      int c = text.codePointAt(i);
      out.appendCodePoint(isHarmful(c) ? ' ' : c);
      i += Character.charCount(c);
    }
    return i < text.length() ? out.append('…').toString() : out.toString();
  }

  private static boolean isHarmful(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
