package io.github.thingseal.testkit;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Instant;

/**
 * An access key of the account, without its secret.
 *
 * @param key the APIKey, a UUID
 * @param name a display name
 * @param createdAt when it was made
 */
public record SimulatedAccessKey(String key, String name, Instant createdAt) {
  /**
   * Checks that nothing is null.
   *
   * @param key the APIKey
   * @param name a display name
   * @param createdAt when it was made
   */
  public SimulatedAccessKey {
    Arguments.required(key, "key");
    Arguments.required(name, "name");
    Arguments.required(createdAt, "createdAt");
  }
}
