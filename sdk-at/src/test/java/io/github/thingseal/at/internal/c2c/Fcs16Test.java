package io.github.thingseal.at.internal.c2c;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class Fcs16Test {
  @Test
  void of_theDigits_isTheCheckValueOfItsCatalogue() {
    assertThat(Fcs16.of("123456789".getBytes(US_ASCII), 0, 9)).isEqualTo(0x906E);
  }

  @Test
  void of_everyLengthAndOffset_isWhatBitByBitGives() {
    byte[] bytes = new byte[300];
    new Random(1).nextBytes(bytes);
    for (int length = 0; length <= 280; length++) {
      int offset = length % 20;
      assertThat(Fcs16.of(bytes, offset, length))
          .as("%d bytes at %d", length, offset)
          .isEqualTo(bitByBit(bytes, offset, length));
    }
  }

  private static int bitByBit(byte[] bytes, int offset, int length) {
    int fcs = 0xFFFF;
    for (int i = offset; i < offset + length; i++) {
      fcs ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        fcs = (fcs & 1) == 0 ? fcs >>> 1 : (fcs >>> 1) ^ 0x8408;
      }
    }
    return fcs ^ 0xFFFF;
  }
}
