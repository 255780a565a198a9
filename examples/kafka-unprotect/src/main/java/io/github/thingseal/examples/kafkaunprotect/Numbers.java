package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.core.InvalidInputException;

/** Numbers of the command line. */
final class Numbers {
  private Numbers() {}

  /** The number, if it is not too small. */
  static int atLeast(int least, String option, int number) {
    if (number < least) {
      throw new InvalidInputException(option + " takes " + least + " or more, not " + number);
    }
    return number;
  }
}
