package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.SimulatedAccessKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;

/**
 * An access key with its secret.
 *
 * @param info the key; a UUID as in the vendor's sample
 * @param secret the APISecret, 32 alphanumeric characters as in the vendor's sample
 */
record StoredAccessKey(SimulatedAccessKey info, SecretBytes secret) {
  private static final int SECRET_LENGTH = 32;

  static StoredAccessKey create(String name, Instant now, SecureRandom random) {
    String secret = RandomText.alphanumerics(SECRET_LENGTH, random);
    return new StoredAccessKey(
        new SimulatedAccessKey(RandomText.uuid(random), name, now),
        SecretBytes.takeFrom(secret.getBytes(StandardCharsets.US_ASCII)));
  }

  boolean hasSecret(String offered) {
    byte[] bytes = offered.getBytes(StandardCharsets.UTF_8);
    try (SecretBytes copy = SecretBytes.takeFrom(bytes)) {
      return secret.equals(copy);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
