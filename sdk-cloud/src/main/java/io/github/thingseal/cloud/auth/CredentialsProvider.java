package io.github.thingseal.cloud.auth;

import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * A source of credentials. Asked at every sign-in, so that an access key can be exchanged without a
 * restart; may be called by several threads.
 *
 * <p>For a vault, fetch the secret in {@link #credentials}. It runs on a thread of the services and
 * may wait; the wait counts towards the time limit of the sign-in.
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

  /**
   * The service accepted these credentials. Does nothing unless overridden.
   *
   * @param accessKey the access key that was accepted
   */
  default void accepted(String accessKey) {
    Arguments.required(accessKey, "accessKey");
  }

  /**
   * The service refused these credentials. Forget what is cached of them.
   *
   * @param accessKey the access key that was refused
   * @return whether {@link #credentials} has others now, with which the sign-in is tried once more;
   *     false unless overridden
   */
  default boolean refused(String accessKey) {
    Arguments.required(accessKey, "accessKey");
    return false;
  }
}
