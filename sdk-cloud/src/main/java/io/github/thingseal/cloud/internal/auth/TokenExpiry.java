package io.github.thingseal.cloud.internal.auth;

import io.github.thingseal.cloud.internal.json.AnswerFormatException;
import io.github.thingseal.cloud.internal.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a token expires: the {@code exp} of its JWT payload, read without verifying the signature,
 * because it only decides when to ask for the next one.
 */
final class TokenExpiry {
  private static final Logger LOG = LoggerFactory.getLogger(TokenExpiry.class);

  /** Seen as {@code exp - iat} in the vendor's sample. */
  private static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);

  /** Farther than this is no expiry, but a mistake such as milliseconds. */
  private static final Duration MAX_LIFETIME = Duration.ofDays(366);

  private TokenExpiry() {}

  static Instant of(String token, Instant now) {
    OptionalLong exp = expSeconds(token);
    if (exp.isPresent()) {
      long latest = now.plus(MAX_LIFETIME).getEpochSecond();
      if (exp.getAsLong() > now.getEpochSecond() && exp.getAsLong() <= latest) {
        return Instant.ofEpochSecond(exp.getAsLong());
      }
      LOG.warn("A token was received that has expired or never will: is this clock right?");
    }
    return now.plus(DEFAULT_LIFETIME);
  }

  private static OptionalLong expSeconds(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return OptionalLong.empty();
    }
    try {
      return Json.parseObject(Base64.getUrlDecoder().decode(parts[1])).optionalLong("exp");
    } catch (IllegalArgumentException | AnswerFormatException e) {
      return OptionalLong.empty();
    }
  }
}
