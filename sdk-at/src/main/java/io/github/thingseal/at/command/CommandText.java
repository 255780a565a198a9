package io.github.thingseal.at.command;

import io.github.thingseal.core.InvalidInputException;

/** What an AT command line can carry; it has no escapes, so what does not fit is refused. */
final class CommandText {
  /** The longest command line; seen for SARA-R4, assumed for all. */
  static final int MAX_LINE_LENGTH = 1024;

  private CommandText() {}

  /** Puts a text between quotes. */
  static String quoted(String what, String text) {
    requirePrintable(what, text);
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '"' || text.charAt(i) == ',') {
        throw refused(what, text, i);
      }
    }
    return '"' + text + '"';
  }

  /** Checks a whole line. */
  static String requireLine(String line) {
    if (line.length() < 2 || !line.substring(0, 2).equalsIgnoreCase("AT")) {
      throw new InvalidInputException("An AT command line begins with AT");
    }
    if (line.length() > MAX_LINE_LENGTH) {
      throw new InvalidInputException(
          "An AT command line has at most "
              + MAX_LINE_LENGTH
              + " characters, but this one has "
              + line.length());
    }
    requirePrintable("An AT command line", line);
    return line;
  }

  private static void requirePrintable(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        throw refused(what, text, i);
      }
    }
  }

  private static InvalidInputException refused(String what, String text, int index) {
    return new InvalidInputException(
        String.format(
            "%s cannot hold U+%04X at position %d: an AT command line carries printable ASCII,"
                + " strings in it no quotes and commas, and it has no escapes",
            what, (int) text.charAt(index), index));
  }
}
