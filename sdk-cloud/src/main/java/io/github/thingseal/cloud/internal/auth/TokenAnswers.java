package io.github.thingseal.cloud.internal.auth;

import io.github.thingseal.cloud.internal.http.ServiceClock;
import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.internal.json.JsonFields;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Makes tokens of answers to a sign-in or a refresh. */
public final class TokenAnswers {
  private final ServiceClock clock;
  private final DoubleSupplier jitter;
  private final boolean keepsRefreshToken;

  /** The jitter is from 0 to 1; refresh tokens are kept only where they are used. */
  public TokenAnswers(ServiceClock clock, DoubleSupplier jitter, boolean keepsRefreshToken) {
    this.clock = clock;
    this.jitter = jitter;
    this.keepsRefreshToken = keepsRefreshToken;
  }

  /**
   * The token of an answer. An answer without a refresh token, or with one that no header can
   * carry, leaves the one before it, if there is one.
   */
  AccessToken read(
      byte[] answer, String accessKey, String apiSecret, Optional<String> refreshTokenBefore) {
    JsonFields fields = Json.parseObject(answer);
    String token = fields.text("AuthToken");
    Optional<String> refreshToken =
        keepsRefreshToken
            ? fields
                .readableText("RefreshToken")
                .filter(AccessToken::fitsHeader)
                .or(() -> refreshTokenBefore)
            : Optional.empty();
    return AccessToken.received(
        token,
        new TokenOrigin(accessKey, apiSecret, refreshToken),
        clock.now(),
        jitter.getAsDouble());
  }
}
