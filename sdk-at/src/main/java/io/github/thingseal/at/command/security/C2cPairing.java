package io.github.thingseal.at.command.security;

import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.Optional;

/**
 * What a module answers to a pairing. Owned by the caller, who closes it or takes the secrets over.
 *
 * @param key the encryption key, 16 bytes
 * @param v2 what comes with version 2, empty in version 1
 */
public record C2cPairing(SecretBytes key, Optional<V2> v2) implements AutoCloseable {
  /**
   * Checks that nothing is null.
   *
   * @param key the encryption key, 16 bytes
   * @param v2 what comes with version 2, empty in version 1
   */
  public C2cPairing {
    Arguments.required(key, "key");
    Arguments.required(v2, "v2");
  }

  /**
   * What a pairing of version 2 brings beyond the encryption key.
   *
   * @param hmacKey the HMAC key, 16 bytes
   * @param confirmationTag what the pairing is confirmed with, 16 bytes
   */
  public record V2(SecretBytes hmacKey, SecretBytes confirmationTag) {
    /**
     * Checks that nothing is null.
     *
     * @param hmacKey the HMAC key, 16 bytes
     * @param confirmationTag what the pairing is confirmed with, 16 bytes
     */
    public V2 {
      Arguments.required(hmacKey, "hmacKey");
      Arguments.required(confirmationTag, "confirmationTag");
    }
  }

  /** Wipes all of it. */
  @Override
  public void close() {
    key.close();
    v2.ifPresent(
        more -> {
          more.hmacKey().close();
          more.confirmationTag().close();
        });
  }
}
