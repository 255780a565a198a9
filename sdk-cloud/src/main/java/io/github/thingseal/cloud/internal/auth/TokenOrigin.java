package io.github.thingseal.cloud.internal.auth;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a token was made with, and what came with it. */
final class TokenOrigin implements AutoCloseable {
  private final String accessKey;
  private final SecretBytes apiSecret;
  private final @Nullable SecretBytes refreshToken;

  /** Copies the secrets; there may be no refresh token, or none that is kept. */
  TokenOrigin(String accessKey, String apiSecret, Optional<String> refreshToken) {
    this.accessKey = accessKey;
    this.apiSecret = secret(apiSecret);
    this.refreshToken = refreshToken.map(TokenOrigin::secret).orElse(null);
  }

  String accessKey() {
    return accessKey;
  }

  /** The secret of the access key, unless this is closed. */
  Optional<String> exposeApiSecret() {
    return expose(apiSecret);
  }

  /** The refresh token, if there is one and this is not closed. */
  Optional<String> exposeRefreshToken() {
    return refreshToken == null ? Optional.empty() : expose(refreshToken);
  }

  @Override
  public void close() {
    apiSecret.close();
    if (refreshToken != null) {
      refreshToken.close();
    }
  }

  @Override
  public String toString() {
    return "TokenOrigin[" + accessKey + "]";
  }

  private static SecretBytes secret(String text) {
    return SecretBytes.takeFrom(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Another thread may have replaced the token meanwhile. */
  private static Optional<String> expose(SecretBytes secret) {
    try {
      return Optional.of(secret.expose(bytes -> new String(bytes, StandardCharsets.UTF_8)));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }
}
