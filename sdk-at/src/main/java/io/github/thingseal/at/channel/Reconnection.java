package io.github.thingseal.at.channel;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;

/**
 * Settings for reopening a port that has vanished. What was on its way then fails; it is never sent
 * again, unless it may be repeated and commands wait.
 *
 * @param firstDelay the pause before the first attempt
 * @param maxDelay what the pause, which doubles with each attempt, grows to
 * @param waitLimit how long a command waits for the port to come back, counted from when it was
 *     given, so that it ends even if the port comes and goes; zero to fail at once
 */
public record Reconnection(Duration firstDelay, Duration maxDelay, Duration waitLimit) {
  /**
   * Checks the values.
   *
   * @param firstDelay the pause before the first attempt
   * @param maxDelay what the pause grows to
   * @param waitLimit how long a command waits for the port to come back
   * @throws InvalidInputException if one is negative, or the first delay is zero or above the
   *     greatest
   */
  public Reconnection {
    firstDelay = Arguments.positive(firstDelay, "firstDelay");
    maxDelay = Arguments.notNegative(maxDelay, "maxDelay");
    waitLimit = Arguments.notNegative(waitLimit, "waitLimit");
    if (firstDelay.compareTo(maxDelay) > 0) {
      throw new InvalidInputException(
          "firstDelay " + firstDelay + " must not be above maxDelay " + maxDelay);
    }
  }

  /** {@return tries after 1 s, 2 s and so on up to 30 s; commands fail at once. Assumed} */
  public static Reconnection failing() {
    return new Reconnection(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ZERO);
  }

  /**
   * Tries after 1 s, 2 s and so on up to 30 s; commands wait meanwhile. Assumed.
   *
   * @param waitLimit how long
   * @return the settings
   * @throws InvalidInputException if the limit is negative
   */
  public static Reconnection waiting(Duration waitLimit) {
    return new Reconnection(Duration.ofSeconds(1), Duration.ofSeconds(30), waitLimit);
  }
}
