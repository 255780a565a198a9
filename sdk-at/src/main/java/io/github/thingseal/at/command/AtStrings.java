package io.github.thingseal.at.command;

import io.github.thingseal.core.InvalidInputException;

/** String parameters of command lines. */
public final class AtStrings {
  private static final int FIRST_PRINTABLE = 0x20;
  private static final int LAST_PRINTABLE = 0x7e;

  private AtStrings() {}

  /**
   * Puts a string parameter between quotes.
   *
   * <p>AT command lines know no escapes, so that what cannot be carried is refused: quotes, commas,
   * control characters and whatever is not ASCII. Evidence: published for SARA-R4, taken for all.
   *
   * @param what what the string is, for the message, such as {@code The access point name}
   * @param text the string; it is not repeated in any message
   * @return the string between quotes
   * @throws InvalidInputException naming the first character that cannot be carried and its place
   */
  public static String quote(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < FIRST_PRINTABLE || c > LAST_PRINTABLE || c == '"' || c == ',') {
        throw new InvalidInputException(
            String.format(
                "%s cannot hold U+%04X at position %d: a string parameter of an AT command is"
                    + " printable ASCII without quotes and commas, and has no escapes",
                what, (int) c, i));
      }
    }
    return '"' + text + '"';
  }
}
