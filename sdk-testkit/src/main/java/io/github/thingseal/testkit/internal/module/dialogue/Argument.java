package io.github.thingseal.testkit.internal.module.dialogue;

/**
 * One parameter of a command.
 *
 * @param text without its quotes
 * @param quoted whether it was a string
 */
public record Argument(String text, boolean quoted) {
  boolean isEmpty() {
    return text.isEmpty() && !quoted;
  }

  int number(int min, int max) {
    if (quoted || !text.matches("[0-9]{1,9}")) {
      throw new CommandRefused(CmeError.INCORRECT_PARAMETERS);
    }
    int number = Integer.parseInt(text);
    if (number < min || number > max) {
      throw new CommandRefused(CmeError.INCORRECT_PARAMETERS);
    }
    return number;
  }

  long unsignedLong() {
    if (quoted || !text.matches("[0-9]{1,20}")) {
      throw new CommandRefused(CmeError.INCORRECT_PARAMETERS);
    }
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw new CommandRefused(CmeError.INCORRECT_PARAMETERS);
    }
  }

  String string() {
    if (!quoted) {
      throw new CommandRefused(CmeError.INCORRECT_PARAMETERS);
    }
    return text;
  }
}
