package io.github.thingseal.cloud.internal.auth;

import io.github.thingseal.cloud.internal.json.AnswerFormatException;
import java.time.Duration;
import java.time.Instant;

/** A token and when to renew it. Two tokens are the same if they are the same object. */
public final class AccessToken {
  private static final Duration EARLY = Duration.ofMinutes(1);
  private static final int MAX_LENGTH = 16 * 1024;

  private final String text;
  private final Instant renewAt;

  private AccessToken(String text, Instant renewAt) {
    this.text = text;
    this.renewAt = renewAt;
  }

  /** Takes a token that was received now. */
  static AccessToken received(String text, Instant now) {
    if (text.length() > MAX_LENGTH || !text.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new AnswerFormatException("an AuthToken that an HTTP header cannot carry");
    }
    Duration lifetime = Duration.between(now, TokenExpiry.of(text, now));
    // A token that lives for less than two minutes is not thrown away before half of its life.
    Duration half = lifetime.dividedBy(2);
    Duration early = half.compareTo(EARLY) < 0 ? half : EARLY;
    return new AccessToken(text, now.plus(lifetime).minus(early));
  }

  boolean isFresh(Instant now) {
    return now.isBefore(renewAt);
  }

  /** The token itself. */
  public String exposeText() {
    return text;
  }

  @Override
  public String toString() {
    return "AccessToken[renewed at " + renewAt + "]";
  }
}
