package io.github.thingseal.at.command.security;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.Optional;

/**
 * A module's answer to a pairing. Owned by the caller, who closes it or takes the secrets over.
 *
 * @param key the encryption key, 16 bytes
 * @param hmacKey the HMAC key, 16 bytes; empty in version 1
 * @param confirmationTag what the pairing is confirmed with, 16 bytes; empty in version 1
 */
public record C2cPairing(
    SecretBytes key, Optional<SecretBytes> hmacKey, Optional<SecretBytes> confirmationTag)
    implements AutoCloseable {
  /**
   * Checks that nothing is null, and what belongs together is there or is not.
   *
   * @param key the encryption key
   * @param hmacKey the HMAC key
   * @param confirmationTag what the pairing is confirmed with
   */
  public C2cPairing {
    Arguments.required(key, "key");
    Arguments.required(hmacKey, "hmacKey");
    Arguments.required(confirmationTag, "confirmationTag");
    if (hmacKey.isPresent() != confirmationTag.isPresent()) {
      throw new InvalidInputException(
          "An HMAC key and a confirmation tag come together, or neither does");
    }
  }

  /** Wipes all of it. */
  @Override
  public void close() {
    key.close();
    hmacKey.ifPresent(SecretBytes::close);
    confirmationTag.ifPresent(SecretBytes::close);
  }
}
