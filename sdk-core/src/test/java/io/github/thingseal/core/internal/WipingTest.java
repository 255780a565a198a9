package io.github.thingseal.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WipingTest {
  @Test
  void wipe_ofAnyLength_leavesZeros() {
    for (int length = 0; length <= 40; length++) {
      byte[] secret = new byte[length];
      Arrays.fill(secret, (byte) 0x5A);
      Wiping.wipe(secret);
      assertThat(secret).as("%s bytes", length).isEqualTo(new byte[length]);
    }
  }
}
