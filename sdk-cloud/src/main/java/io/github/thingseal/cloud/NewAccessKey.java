package io.github.thingseal.cloud;

import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;

/**
 * A new access key with its secret, which the service shows this once: store it, then close this.
 */
public final class NewAccessKey implements AutoCloseable {
  private final AccessKey accessKey;
  private final SecretBytes secret;

  NewAccessKey(AccessKey accessKey, SecretBytes secret) {
    this.accessKey = accessKey;
    this.secret = secret;
  }

  /**
   * A new access key, for tests of code that takes one.
   *
   * @param accessKey the key
   * @param secret its secret in UTF-8; owned by the result
   * @return the new key
   */
  public static NewAccessKey of(AccessKey accessKey, SecretBytes secret) {
    return new NewAccessKey(
        Arguments.required(accessKey, "accessKey"), Arguments.required(secret, "secret"));
  }

  /**
   * The key without its secret.
   *
   * @return the key
   */
  public AccessKey accessKey() {
    return accessKey;
  }

  /**
   * The secret ({@code APISecret}).
   *
   * @return the secret in UTF-8; closed with this
   */
  public SecretBytes secret() {
    return secret;
  }

  /**
   * Key and secret as credentials, such as for {@code SecurityServices.builder().credentials(...)}.
   *
   * @return credentials with a copy of the secret, which the caller closes
   * @throws InvalidInputException if this is closed, or the secret cannot be sent
   */
  public Credentials toCredentials() {
    return Credentials.of(accessKey.key(), SecretBytes.takeFrom(secret.exposeCopy()));
  }

  /** Wipes the secret. */
  @Override
  public void close() {
    secret.close();
  }

  /**
   * Names the key, never its secret.
   *
   * @return such as {@code NewAccessKey[0d636af8-d001-49ba-86d3-80f21272c14a]}
   */
  @Override
  public String toString() {
    return "NewAccessKey[" + accessKey.key() + "]";
  }
}
