package io.github.thingseal.at.channel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoTest {
  private static ReceivedLine line(String text) {
    return new ReceivedLine(text.getBytes(ISO_8859_1), 0, text.length(), -1, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AT+CGMM", "\u00f8\u00feAT+CGMM", "\u0000AT+CGMM", "x\u0007 AT+CGMM"})
  void isWhole_whenTheCommandComesBackMaybeBehindNoise_isTrue(String text) {
    assertThat(Echo.isWhole("AT+CGMM", line(text))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AT+CGM", "T+CGMM", "+X: AT+CGMM", "\u00f8AT+CGMM?", "\u00f8"})
  void isWhole_whenAPartOrAnythingReadable_isFalse(String text) {
    assertThat(Echo.isWhole("AT+CGMM", line(text))).isFalse();
  }

  @Test
  void isWhole_whenTheCommandIsShort_needsNoiseAndNotText() {
    assertThat(Echo.isWhole("AT", line("HEAT"))).isFalse();
    assertThat(Echo.isWhole("AT", line("\u00f8AT"))).isTrue();
  }
}
