package io.github.thingseal.cloud.auth;

import io.github.thingseal.core.ThingsealException;

/**
 * Where credentials come from. Asked at every sign-in, so that an access key can be exchanged
 * without a restart; may be called by several threads.
 */
@FunctionalInterface
public interface CredentialsProvider {
  /**
   * Fetches the credentials.
   *
   * @return credentials that the caller closes
   * @throws ThingsealException if there are none, saying what to do
   */
  Credentials credentials();
}
