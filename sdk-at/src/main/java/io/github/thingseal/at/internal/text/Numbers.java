package io.github.thingseal.at.internal.text;

import io.github.thingseal.core.InvalidInputException;

/** Numbers on command lines. */
public final class Numbers {
  private Numbers() {}

  /** Returns the number, which must be the smallest one or more; none of them has a sign. */
  public static int atLeast(int smallest, int number, String parameter) {
    if (number < smallest) {
      throw new InvalidInputException(parameter + " is " + smallest + " or more, not " + number);
    }
    return number;
  }

  /** Returns the number, which must be 0 to the greatest one. */
  public static int upTo(int greatest, int number, String parameter) {
    if (number < 0 || number > greatest) {
      throw new InvalidInputException(parameter + " is 0 to " + greatest + ", not " + number);
    }
    return number;
  }
}
