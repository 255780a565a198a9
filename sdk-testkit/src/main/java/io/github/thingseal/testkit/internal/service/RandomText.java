package io.github.thingseal.testkit.internal.service;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/** Random identifiers in the shapes that were seen. */
final class RandomText {
  private static final String ALPHANUMERICS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final long VERSION_MASK = 0xFFFFFFFFFFFF0FFFL;
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT_MASK = 0x3FFFFFFFFFFFFFFFL;
  private static final long VARIANT_RFC_9562 = 0x8000000000000000L;

  private RandomText() {}

  static String alphanumerics(int length, SecureRandom random) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHANUMERICS.charAt(random.nextInt(ALPHANUMERICS.length())));
    }
    return text.toString();
  }

  /** A version 4 UUID from the given source, where {@link UUID#randomUUID} has its own. */
  static String uuid(SecureRandom random) {
    byte[] bytes = new byte[2 * Long.BYTES];
    random.nextBytes(bytes);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(
            (buffer.getLong() & VERSION_MASK) | VERSION_4,
            (buffer.getLong() & VARIANT_MASK) | VARIANT_RFC_9562)
        .toString();
  }
}
