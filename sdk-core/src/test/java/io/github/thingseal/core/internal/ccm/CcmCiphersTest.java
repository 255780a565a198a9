package io.github.thingseal.core.internal.ccm;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Random;
import org.junit.jupiter.api.Test;
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

  @Test
  void open_whateverTheLength_leavesNothingOfTheMessage() throws IllegalAccessException {
    Random random = new Random(1);
    byte[] key = random(random, 16);
    byte[] nonce = random(random, 13);
    CcmCiphers ciphers = new CcmCiphers(new AesModes(), 5_000);
    for (int bytes = 0; bytes < 10_000; bytes = bytes * 9 / 8 + 1) {
      byte[] sealed = random(random, bytes + 16);
      ciphers.open(key, nonce, 16, Ccm.NONE, sealed, 0, sealed.length, new byte[bytes]);

      for (Field field : CcmCiphers.class.getDeclaredFields()) {
        if (field.getType() == byte[].class) {
          field.setAccessible(true);
          byte[] held = (byte[]) field.get(ciphers);
          assertThat(held).as("%s after %s bytes", field, bytes).containsOnly(0);
        }
      }
    }
  }

  private static byte[] random(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
