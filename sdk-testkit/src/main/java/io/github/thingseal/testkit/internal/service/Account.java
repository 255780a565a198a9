package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The one customer of the simulated service.
 *
 * @param accessKey the APIKey, a UUID as in the vendor's sample
 * @param accessSecret the APISecret, 32 alphanumeric characters as in the vendor's sample
 */
record Account(String accessKey, SecretBytes accessSecret) {
  private static final int SECRET_LENGTH = 32;

  static Account create(SecureRandom random) {
    String secret = RandomText.alphanumerics(SECRET_LENGTH, random);
    return new Account(
        RandomText.uuid(random), SecretBytes.takeFrom(secret.getBytes(StandardCharsets.US_ASCII)));
  }

  boolean admits(String key, String secret) {
    byte[] offered = secret.getBytes(StandardCharsets.UTF_8);
    try (SecretBytes copy = SecretBytes.takeFrom(offered)) {
      return accessKey.equals(key) && accessSecret.equals(copy);
    } finally {
      Arrays.fill(offered, (byte) 0);
    }
  }
}
