package io.github.thingseal.cloud.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessTokenTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void token_whenClosed_isStillNamedForRedactionButItsSecretsAreNot() {
    TokenOrigin origin = new TokenOrigin("key", "secret", Optional.of("refresher"));
    AccessToken token = AccessToken.received("opaque", origin, NOW, 0);
    assertThat(token.exposeForRedaction()).containsExactly("opaque", "secret");
    assertThat(token.exposeRefreshToken()).hasValue("refresher");
    assertThat(origin.toString()).doesNotContain("secret", "refresher");

    token.close();

    assertThat(token.exposeForRedaction()).containsExactly("opaque");
    assertThat(token.exposeRefreshToken()).isEmpty();
    assertThat(token.toString()).doesNotContain("opaque", "secret", "refresher");
  }
}
