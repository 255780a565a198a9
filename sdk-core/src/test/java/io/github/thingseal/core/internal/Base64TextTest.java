package io.github.thingseal.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class Base64TextTest {
  private final Random random = new Random(20260102);

  @Test
  void decode_ofAnyLength_isWhatTheJdkDecodes() {
    for (int length = 0; length <= 100; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertThat(Base64Text.decode(Base64.getEncoder().encodeToString(bytes))).isEqualTo(bytes);
      assertThat(Base64Text.decode(Base64.getEncoder().withoutPadding().encodeToString(bytes)))
          .isEqualTo(bytes);
    }
  }

  /** From few characters, so that digits, padding and strangers come in every order. */
  @Test
  void decode_ofAnyText_takesWhatTheJdkTakes() {
    String characters = "AQz9+/==\n-_Ä你\u0000";
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(10); length > 0; length--) {
        boolean usual = random.nextInt(4) > 0;
        text.append(characters.charAt(random.nextInt(usual ? 8 : characters.length())));
      }
      assertThat(Base64Text.decode(text.toString()))
          .as("%s", text)
          .isEqualTo(jdks(text.toString()));
    }
  }

  @Test
  void decode_ofTextWithOneStranger_takesNone() {
    String good = "0123456789+/abcdefghijkl";
    for (int at = 0; at < good.length(); at++) {
      String bad = good.substring(0, at) + '.' + good.substring(at + 1);
      assertThat(Base64Text.decode(bad)).isNull();
    }
  }

  private static byte @Nullable [] jdks(String text) {
    try {
      return Base64.getDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
