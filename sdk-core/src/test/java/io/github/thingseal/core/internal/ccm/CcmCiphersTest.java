package io.github.thingseal.core.internal.ccm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CcmCiphersTest {
  @ParameterizedTest
  @ValueSource(ints = {10, 200})
  void wipe_afterAMessage_leavesNoKey(int messageBytes) {
    CcmCiphers ciphers = new CcmCiphers(new AesModes(), 100);
    ciphers.seal(
        new byte[16],
        new byte[13],
        16,
        Ccm.NONE,
        new byte[messageBytes],
        new byte[messageBytes + 16],
        0);
    assertThat(ciphers.holdsKey()).isTrue();
    assertThat(ciphers.usedOfLate()).isTrue();

    ciphers.wipe();

    assertThat(ciphers.holdsKey()).isFalse();
    assertThat(ciphers.usedOfLate()).isFalse();
  }
}
