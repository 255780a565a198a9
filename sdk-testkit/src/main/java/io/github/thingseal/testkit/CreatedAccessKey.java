package io.github.thingseal.testkit;

import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;

/**
 * An access key that was just made, with the secret that is shown this once.
 *
 * @param accessKey the key
 * @param secret the APISecret, 32 alphanumeric characters in ASCII
 */
public record CreatedAccessKey(SimulatedAccessKey accessKey, SecretBytes secret)
    implements AutoCloseable {
  /**
   * Checks that nothing is null.
   *
   * @param accessKey the key
   * @param secret the APISecret
   */
  public CreatedAccessKey {
    Arguments.required(accessKey, "accessKey");
    Arguments.required(secret, "secret");
  }

  /** Wipes the secret. */
  @Override
  public void close() {
    secret.close();
  }
}
