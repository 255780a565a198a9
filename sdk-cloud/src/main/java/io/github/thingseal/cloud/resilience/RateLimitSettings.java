package io.github.thingseal.cloud.resilience;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;

/**
 * Settings of a fixed rate limit, so that a batch job does not exceed the service's own limits.
 * Those are unknown, so there is no fixed rate limit unless it is set; {@link
 * AdaptiveRateLimitSettings} learn from status 429. A call takes its permit when it is sent, not
 * before.
 *
 * @param requests how many requests per period
 * @param period the period
 * @param maxWait how long a call waits for its turn before it is rejected
 */
public record RateLimitSettings(int requests, Duration period, Duration maxWait) {
  /**
   * Checks the settings.
   *
   * @param requests how many requests per period
   * @param period the period
   * @param maxWait how long a call waits for its turn before it is rejected
   * @throws InvalidInputException if a value is out of range
   */
  public RateLimitSettings {
    Arguments.required(period, "period");
    Arguments.required(maxWait, "maxWait");
    Settings.requireAtLeastOne("The number of requests per period", requests);
    Settings.requirePositive("The period of the rate limit", period);
    Settings.requireNotNegative("The wait for the rate limit", maxWait);
  }

  /**
   * 100 requests a second, 10 s of waiting: figures of ours, for those who want some limit.
   *
   * @return the settings
   */
  public static RateLimitSettings standard() {
    return new RateLimitSettings(100, Duration.ofSeconds(1), Duration.ofSeconds(10));
  }
}
