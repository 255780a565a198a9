package io.github.thingseal.cloud.internal.auth;

import io.github.thingseal.cloud.internal.json.AnswerFormatException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A token and when to renew it. Two tokens are the same if they are the same object. */
public final class AccessToken implements AutoCloseable {
  private static final Duration EARLY = Duration.ofMinutes(1);
  private static final int MAX_LENGTH = 16 * 1024;

  private final String text;
  private final SecretBytes apiSecret;
  private final Instant renewAt;
  private final Instant expiresAt;

  private AccessToken(String text, SecretBytes apiSecret, Instant renewAt, Instant expiresAt) {
    this.text = text;
    this.apiSecret = apiSecret;
    this.renewAt = renewAt;
    this.expiresAt = expiresAt;
  }

  /** Takes a token that was received now, and owns the API secret that it was made with. */
  static AccessToken received(String text, SecretBytes apiSecret, Instant now) {
    if (text.length() > MAX_LENGTH || !text.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new AnswerFormatException("an AuthToken that an HTTP header cannot carry");
    }
    Duration lifetime = Duration.between(now, TokenExpiry.of(text, now));
    // A token that lives for less than two minutes is not renewed before half of its life.
    Duration half = lifetime.dividedBy(2);
    Duration early = half.compareTo(EARLY) < 0 ? half : EARLY;
    Instant expiresAt = now.plus(lifetime);
    return new AccessToken(text, apiSecret, expiresAt.minus(early), expiresAt);
  }

  /** Whether there is no need to renew it yet. */
  boolean isFresh(Instant now) {
    return now.isBefore(renewAt);
  }

  /** Whether it has not expired. */
  public boolean isValid(Instant now) {
    return now.isBefore(expiresAt);
  }

  /** The token itself. */
  public String exposeText() {
    return text;
  }

  /** What no error may repeat: the token and, until it is closed, the API secret. */
  public List<String> exposeForRedaction() {
    try {
      return List.of(text, apiSecret.expose(bytes -> new String(bytes, StandardCharsets.UTF_8)));
    } catch (InvalidInputException e) {
      // Another thread has replaced this token meanwhile.
      return List.of(text);
    }
  }

  /** Wipes the API secret; the token itself stays usable for calls under way. */
  @Override
  public void close() {
    apiSecret.close();
  }

  @Override
  public String toString() {
    return "AccessToken[renewed at " + renewAt + "]";
  }
}
