package io.github.thingseal.at.channel;

import io.github.thingseal.core.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Checks command lines before anything is sent, and names them in messages. */
final class CommandLine {
  /** Published for SARA-R4, taken for all. */
  static final int MAX_LENGTH = 1024;

  private static final int FIRST_PRINTABLE = 0x20;
  private static final int LAST_PRINTABLE = 0x7e;

  private CommandLine() {}

  /** The line, or of a secret one what stands before its parameters. */
  static String nameOf(String line, boolean secret) {
    int equals = line.indexOf('=');
    return secret && equals >= 0 ? line.substring(0, equals + 1) + "…" : line;
  }

  /** The bytes that go out, carriage return included. */
  static byte[] encode(String line, String name) {
    if (!line.toUpperCase(Locale.ROOT).startsWith("AT")) {
      throw new InvalidInputException("A command line begins with AT, not as " + printable(name));
    }
    if (line.length() > MAX_LENGTH) {
      throw new InvalidInputException(
          "A command line has at most "
              + MAX_LENGTH
              + " characters, but this one has "
              + line.length()
              + ": "
              + printable(name.substring(0, Math.min(name.length(), 40))));
    }
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c < FIRST_PRINTABLE || c > LAST_PRINTABLE) {
        throw new InvalidInputException(
            String.format(
                "The command line %s cannot hold U+%04X at position %d: it is printable ASCII, and"
                    + " has no escapes",
                printable(name), (int) c, i));
      }
    }
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
