package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtStrings;
import java.nio.charset.StandardCharsets;

/** Checks command lines before anything is sent, and names them in messages. */
final class CommandLine {
  static final int MAX_LENGTH = AtStrings.MAX_LINE_LENGTH;

  private static final int FIRST_PRINTABLE = 0x20;
  private static final int LAST_PRINTABLE = 0x7e;

  private CommandLine() {}

  /** The line, or of a secret one what stands before its first parameter. */
  static String nameOf(String line, boolean secret) {
    int equals = line.indexOf('=');
    return secret && equals >= 0 ? line.substring(0, equals + 1) + "…" : line;
  }

  /** The bytes that go out, carriage return included. */
  static byte[] encode(String line, boolean secret) {
    AtStrings.requireLine(line, secret);
    return (line + '\r').getBytes(StandardCharsets.US_ASCII);
  }

  /** The text with whatever could upset a log shown as a dot. */
  static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = (c >= FIRST_PRINTABLE && c <= LAST_PRINTABLE) || c == '…';
      shown.append(plain ? c : '.');
    }
    return shown.toString();
  }
}
