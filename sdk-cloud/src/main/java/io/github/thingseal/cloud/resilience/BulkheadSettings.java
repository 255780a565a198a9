package io.github.thingseal.cloud.resilience;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;

/**
 * Settings of the bulkhead, which limits the requests under way at once. Calls that wait for their
 * turn take no thread, and wait no longer than their own time limit.
 *
 * @param requests how many at most
 * @param maxWait how long a call waits for its turn before it is rejected
 */
public record BulkheadSettings(int requests, Duration maxWait) {
  /**
   * Checks the settings.
   *
   * @param requests how many at most
   * @param maxWait how long a call waits for its turn before it is rejected
   * @throws InvalidInputException if a value is out of range
   */
  public BulkheadSettings {
    Arguments.required(maxWait, "maxWait");
    Settings.requireAtLeastOne("The number of requests at once", requests);
    Settings.requireNotNegative("The wait for the bulkhead", maxWait);
  }

  /**
   * 64 requests, 10 s of waiting.
   *
   * @return the settings
   */
  public static BulkheadSettings standard() {
    return new BulkheadSettings(64, Duration.ofSeconds(10));
  }
}
