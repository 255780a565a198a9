package io.github.thingseal.cloud.internal.auth;

import io.github.thingseal.cloud.internal.json.AnswerFormatException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A token and when to renew it. Two tokens are the same if they are the same object. */
public final class AccessToken implements AutoCloseable {
  /** Renewed in the background from here on at the latest (assumed), ahead of the expiry. */
  private static final Duration ADVISORY = Duration.ofMinutes(1);

  /** Calls wait for the next one from here on, so that none expires on its way. */
  private static final Duration MANDATORY = Duration.ofSeconds(10);

  private static final int MAX_LENGTH = 16 * 1024;

  private final String text;
  private final TokenOrigin origin;
  private final Instant renewAt;
  private final Instant pressingAt;
  private final Instant expiresAt;

  private AccessToken(
      String text, TokenOrigin origin, Instant renewAt, Instant pressingAt, Instant expiresAt) {
    this.text = text;
    this.origin = origin;
    this.renewAt = renewAt;
    this.pressingAt = pressingAt;
    this.expiresAt = expiresAt;
  }

  /**
   * Takes a token that was received now, and owns what it was made with. The jitter, from 0 to 1,
   * lets it be renewed up to twice as early, so that programs which began together do not all sign
   * in together.
   */
  static AccessToken received(String text, TokenOrigin origin, Instant now, double jitter) {
    if (!fitsHeader(text)) {
      throw new AnswerFormatException("an AuthToken that an HTTP header cannot carry");
    }
    Duration lifetime = Duration.between(now, TokenExpiry.of(text, now));
    Duration lead = ADVISORY.plusMillis(Math.round(ADVISORY.toMillis() * jitter));
    // A token that lives for a few minutes only is not renewed before half of its life.
    Duration early = shorter(lead, lifetime.dividedBy(2));
    Duration latest = shorter(MANDATORY, lifetime.dividedBy(8));
    Instant expiresAt = now.plus(lifetime);
    return new AccessToken(
        text, origin, expiresAt.minus(early), expiresAt.minus(latest), expiresAt);
  }

  /** Whether a header can carry the text. */
  static boolean fitsHeader(String text) {
    return text.length() <= MAX_LENGTH && text.chars().allMatch(c -> c > ' ' && c <= '~');
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Whether there is no need to renew it yet. */
  boolean isFresh(Instant now) {
    return now.isBefore(renewAt);
  }

  /** Whether calls wait for the next one, although it has not expired yet. */
  boolean isPressing(Instant now) {
    return !now.isBefore(pressingAt);
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
    return origin.exposeApiSecret().map(secret -> List.of(text, secret)).orElse(List.of(text));
  }

  /** Whose token it is. */
  String accessKey() {
    return origin.accessKey();
  }

  /** What came with it to renew it, until it is closed. */
  Optional<String> exposeRefreshToken() {
    return origin.exposeRefreshToken();
  }

  /** Wipes what it was made with; the token itself stays usable for calls under way. */
  @Override
  public void close() {
    origin.close();
  }

  @Override
  public String toString() {
    return "AccessToken[renewed at " + renewAt + "]";
  }
}
