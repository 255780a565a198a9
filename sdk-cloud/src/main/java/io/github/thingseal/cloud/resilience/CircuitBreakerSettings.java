package io.github.thingseal.cloud.resilience;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;

/**
 * When calls of an operation are rejected at once because the service fails at it. Each operation
 * has a circuit breaker of its own. Counted as failures are broken connections and statuses from
 * 500 on.
 *
 * @param failureRatePercent from which share of failed requests on calls are rejected, 1 to 100
 * @param window how many of the last requests are looked at, and needed for a verdict
 * @param openFor how long calls are rejected before the service is tried again
 */
public record CircuitBreakerSettings(int failureRatePercent, int window, Duration openFor) {
  /**
   * Checks the settings.
   *
   * @param failureRatePercent from which share of failed requests on calls are rejected, 1 to 100
   * @param window how many of the last requests are looked at, and needed for a verdict
   * @param openFor how long calls are rejected before the service is tried again
   * @throws InvalidInputException if a value is out of range
   */
  public CircuitBreakerSettings {
    Arguments.required(openFor, "openFor");
    if (failureRatePercent < 1 || failureRatePercent > 100) {
      throw new InvalidInputException(
          "The failure rate is 1 to 100 percent, not " + failureRatePercent);
    }
    Settings.requireAtLeastOne("The window of the circuit breaker", window);
    Settings.requirePositive("The open state of the circuit breaker", openFor);
  }

  /**
   * Half of the last 20 requests; 10 s.
   *
   * @return the settings
   */
  public static CircuitBreakerSettings standard() {
    return new CircuitBreakerSettings(50, 20, Duration.ofSeconds(10));
  }
}
