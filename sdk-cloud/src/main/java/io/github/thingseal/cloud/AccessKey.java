package io.github.thingseal.cloud;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Instant;
import java.util.Optional;

/**
 * An access key of the account, without its secret (fields assumed).
 *
 * @param key the key ({@code APIKey}); not a secret
 * @param name its display name; empty if it has none
 * @param createdAt when it was made; empty if the service does not say
 */
public record AccessKey(String key, Optional<String> name, Optional<Instant> createdAt) {
  /**
   * Checks that nothing is null.
   *
   * @param key the key
   * @param name its display name
   * @param createdAt when it was made
   */
  public AccessKey {
    Arguments.required(key, "key");
    Arguments.required(name, "name");
    Arguments.required(createdAt, "createdAt");
  }
}
