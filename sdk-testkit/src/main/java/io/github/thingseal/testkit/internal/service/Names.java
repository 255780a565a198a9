package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.InvalidInputException;

/** Display names. */
public final class Names {
  /** How long a name can be. */
  public static final int MAX_LENGTH = 128;

  private Names() {}

  /** Refuses what is blank, too long, or no text. */
  public static void check(String name) {
    if (name.isBlank()
        || name.length() > MAX_LENGTH
        || !name.codePoints().allMatch(Names::isText)) {
      throw new InvalidInputException(
          "name must have 1 to "
              + MAX_LENGTH
              + " characters, no control characters and not only blanks");
    }
  }

  /** Half a surrogate pair cannot be encoded. */
  private static boolean isText(int codePoint) {
    return !Character.isISOControl(codePoint)
        && Character.getType(codePoint) != Character.SURROGATE;
  }
}
