package io.github.thingseal.core.internal;

import io.github.thingseal.core.InvalidInputException;
import java.util.Locale;

/** The text that an AT command line can carry between quotes. */
public final class AtText {
  private AtText() {}

  /**
   * Checks a text that will be sealed into a module: printable ASCII without blank, quote or comma.
   *
   * @throws InvalidInputException telling which character at which place is the trouble
   */
  public static String requireIdentifier(String what, String text, int maxLength) {
    if (text.isEmpty() || text.length() > maxLength) {
      throw new InvalidInputException(
          what + " has 1 to " + maxLength + " characters, not " + text.length());
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~' || c == '"' || c == ',') {
        throw new InvalidInputException(
            what
                + " cannot hold "
                + name(text, i)
                + " at position "
                + i
                + ": an AT command line carries printable ASCII without blanks, quotes and commas,"
                + " and has no escapes");
      }
    }
    return text;
  }

  /** Names a character that might not survive being printed, such as {@code U+0022}. */
  static String name(String text, int index) {
    return String.format(Locale.ROOT, "U+%04X", text.codePointAt(index));
  }
}
