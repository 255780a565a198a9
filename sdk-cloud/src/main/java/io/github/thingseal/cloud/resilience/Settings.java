package io.github.thingseal.cloud.resilience;

import io.github.thingseal.core.InvalidInputException;
import java.time.Duration;

/** Checks that settings share. */
final class Settings {
  private Settings() {}

  static void requirePositive(String what, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new InvalidInputException(what + " must be longer than zero, not " + duration);
    }
  }

  static void requireNotNegative(String what, Duration duration) {
    if (duration.isNegative()) {
      throw new InvalidInputException(what + " cannot be negative: " + duration);
    }
  }

  static void requireAtLeastOne(String what, int number) {
    if (number < 1) {
      throw new InvalidInputException(what + " must be 1 or more, not " + number);
    }
  }
}
