package io.github.thingseal.cloud.resilience;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;

/**
 * Settings for the repetition of a call.
 *
 * <p>Repeated are statuses 429, 502, 503 and 504 and broken connections, of operations that may be
 * repeated. The pause before attempt n + 1 is a random part of {@code firstPause · 2^(n-1)}, or of
 * {@code maxPause} if that is less; {@code Retry-After} takes its place if the service sends it. If
 * the service asks for more than {@code maxRetryAfter}, or for more than the call's time limit
 * leaves, the call fails at once. All calls together make no more repetitions than {@link
 * RetryBudgetSettings} allow.
 *
 * @param maxAttempts how often at most, 1 to 10; 1 is no repetition
 * @param firstPause the pause after the first attempt
 * @param maxPause the longest pause of our own
 * @param maxRetryAfter the longest pause that the service may ask for
 */
public record RetrySettings(
    int maxAttempts, Duration firstPause, Duration maxPause, Duration maxRetryAfter) {
  private static final int LIMIT = 10;

  /**
   * Checks the settings.
   *
   * @param maxAttempts how often at most, 1 to 10; 1 is no repetition
   * @param firstPause the pause after the first attempt
   * @param maxPause the longest pause of our own
   * @param maxRetryAfter the longest pause that the service may ask for
   * @throws InvalidInputException if a value is out of range
   */
  public RetrySettings {
    Arguments.required(firstPause, "firstPause");
    Arguments.required(maxPause, "maxPause");
    Arguments.required(maxRetryAfter, "maxRetryAfter");
    if (maxAttempts < 1 || maxAttempts > LIMIT) {
      throw new InvalidInputException("A call has 1 to 10 attempts, not " + maxAttempts);
    }
    Settings.requirePositive("The first pause", firstPause);
    Settings.requirePositive("The longest pause", maxPause);
    Settings.requireNotNegative("The longest Retry-After", maxRetryAfter);
  }

  /**
   * Three attempts, pauses from 200 ms to 5 s, {@code Retry-After} up to 20 s.
   *
   * @return the settings
   */
  public static RetrySettings standard() {
    return new RetrySettings(
        3, Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(20));
  }

  /**
   * No repetition.
   *
   * @return the settings
   */
  public static RetrySettings off() {
    return standard().withMaxAttempts(1);
  }

  /**
   * The same settings with another number of attempts.
   *
   * @param attempts how often at most, 1 to 10
   * @return new settings
   * @throws InvalidInputException if out of range
   */
  public RetrySettings withMaxAttempts(int attempts) {
    return new RetrySettings(attempts, firstPause, maxPause, maxRetryAfter);
  }
}
