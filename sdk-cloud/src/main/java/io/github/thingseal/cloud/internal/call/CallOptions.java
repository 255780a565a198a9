package io.github.thingseal.cloud.internal.call;

import java.time.Duration;

/**
 * What a caller may set for one call.
 *
 * @param timeout the time limit of the whole
 * @param maxAttempts how many attempts
 * @param correlationId what the caller calls it, or an empty text
 */
public record CallOptions(Duration timeout, int maxAttempts, String correlationId) {
  /** The same with another time limit. */
  public CallOptions withTimeout(Duration limit) {
    return new CallOptions(limit, maxAttempts, correlationId);
  }

  /** The same with another number of attempts. */
  public CallOptions withMaxAttempts(int attempts) {
    return new CallOptions(timeout, attempts, correlationId);
  }

  /** The same with a name that the caller chose. */
  public CallOptions withCorrelationId(String id) {
    return new CallOptions(timeout, maxAttempts, id);
  }
}
