package io.github.thingseal.cloud.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.core.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccessTokenTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void token_whenClosed_isStillNamedForRedactionButItsSecretIsNot() {
    SecretBytes secret = SecretBytes.copyOf("secret".getBytes(StandardCharsets.UTF_8));
    AccessToken token = AccessToken.received("opaque", secret, NOW, 0);
    assertThat(token.exposeForRedaction()).containsExactly("opaque", "secret");

    token.close();

    assertThat(token.exposeForRedaction()).containsExactly("opaque");
    assertThat(token.toString()).doesNotContain("opaque", "secret");
  }
}
