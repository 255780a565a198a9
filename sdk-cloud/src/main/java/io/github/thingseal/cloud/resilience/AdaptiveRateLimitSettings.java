package io.github.thingseal.cloud.resilience;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;

/**
 * Settings of the rate limit that follows status 429. The service's limit is unknown, so there is
 * none at first. A 429 halves the rate at which requests were sent; of a burst that is refused
 * together, only the first one does. From then on the rate grows by that half within each {@code
 * recovery}, until another 429 halves it again. When it is twice what was too much, the limit is
 * forgotten.
 *
 * <p>A {@code Retry-After} of a status 429 holds back all calls, not only the one that was refused:
 * the limit is that of the account. A call that cannot be sent within its time limit because of
 * that is rejected at once.
 *
 * @param lowestPerSecond requests per second that are always allowed, unless {@code Retry-After}
 *     holds them back
 * @param recovery how long the rate takes to be again what it was before it was halved
 * @param maxHold how long one {@code Retry-After} holds back calls at most; then one call tries
 */
public record AdaptiveRateLimitSettings(int lowestPerSecond, Duration recovery, Duration maxHold) {
  /**
   * Checks the settings.
   *
   * @param lowestPerSecond requests per second that are always allowed
   * @param recovery how long the rate takes to be again what it was before it was halved
   * @param maxHold how long one {@code Retry-After} holds back calls at most
   * @throws InvalidInputException if a value is out of range
   */
  public AdaptiveRateLimitSettings {
    Arguments.required(recovery, "recovery");
    Arguments.required(maxHold, "maxHold");
    Settings.requireAtLeastOne("The lowest rate", lowestPerSecond);
    Settings.requirePositive("The recovery of the rate", recovery);
    Settings.requireNotNegative("The longest hold", maxHold);
  }

  /**
   * At least 1 request a second, 10 s to recover, held back for a minute at most.
   *
   * @return the settings
   */
  public static AdaptiveRateLimitSettings standard() {
    return new AdaptiveRateLimitSettings(1, Duration.ofSeconds(10), Duration.ofMinutes(1));
  }
}
