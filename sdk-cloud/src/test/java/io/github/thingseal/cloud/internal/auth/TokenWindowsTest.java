package io.github.thingseal.cloud.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a token is renewed in the background, and when calls wait for the next one. */
class TokenWindowsTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @ParameterizedTest
  @CsvSource({"0, 3540", "0.5, 3510", "1, 3480"})
  void renewal_beginsOneToTwoMinutesAhead(double jitter, long seconds) {
    AccessToken token = token(jitter);
    assertThat(token.isFresh(NOW.plusSeconds(seconds - 1))).isTrue();
    assertThat(token.isFresh(NOW.plusSeconds(seconds))).isFalse();
  }

  @Test
  void calls_waitInTheLastTenSeconds() {
    AccessToken token = token(0.5);
    assertThat(token.isPressing(NOW.plusSeconds(3589))).isFalse();
    assertThat(token.isPressing(NOW.plusSeconds(3590))).isTrue();
    assertThat(token.isValid(NOW.plusSeconds(3599))).isTrue();
    assertThat(token.isValid(NOW.plusSeconds(3600))).isFalse();
  }

  /** An unreadable token lives for an hour. */
  private static AccessToken token(double jitter) {
    return AccessToken.received(
        "opaque", new TokenOrigin("key", "secret", Optional.empty()), NOW, jitter);
  }
}
