package io.github.thingseal.at.c2c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class C2cKeysTest {
  private final SecretBytes wrappingKey = SecretBytes.copyOf(new byte[32]);

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void open_withTheSameKey_givesTheKeysBack(int version) {
    byte[] blob = C2cKeyBlob.seal(VectorKeys.of(version), wrappingKey);
    assertThat(blob).hasSize(83);
    assertSame(C2cKeyBlob.open(blob, wrappingKey), VectorKeys.of(version));
  }

  /** Each would open what "a?" or "a" closes, and the other way round. */
  @ParameterizedTest
  @ValueSource(
      strings = {"a\0", "\0a", "\0", "a\uD83D", "a\uDD11\uD83D", "\uDD11a", "\uD83D\uD83D\uDD11"})
  void passphrase_thatEqualsAnother_isRefusedInBothDirections(String passphrase) {
    byte[] blob = C2cKeyBlob.seal(VectorKeys.of(2), "a".toCharArray());
    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            () -> C2cKeyBlob.seal(VectorKeys.of(2), passphrase.toCharArray()),
            () -> C2cKeyBlob.open(blob, passphrase.toCharArray()))) {
      assertThatThrownBy(use)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("another passphrase would open");
    }
  }

  @Test
  void passphrase_ofAnyCharacters_isTakenAsItIs() {
    char[] passphrase = " \uD83D\uDD11 Schlüssel\t\n".toCharArray();
    byte[] blob = C2cKeyBlob.seal(VectorKeys.of(2), passphrase);
    assertSame(C2cKeyBlob.open(blob, passphrase), VectorKeys.of(2));
    assertThatThrownBy(() -> C2cKeyBlob.open(blob, " ?? Schlüssel\t\n".toCharArray()))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void open_withTheSamePassphrase_givesTheKeysBack() {
    char[] passphrase = "correct horse".toCharArray();
    byte[] blob = C2cKeyBlob.seal(VectorKeys.of(2), passphrase);
    assertThat(blob).hasSize(103);
    assertSame(C2cKeyBlob.open(blob, passphrase), VectorKeys.of(2));
    assertThatThrownBy(() -> C2cKeyBlob.open(blob, "wrong horse".toCharArray()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("passphrase is not the one");
  }

  @Test
  void open_withAnotherKey_saysSo() {
    byte[] blob = C2cKeyBlob.seal(VectorKeys.of(2), wrappingKey);
    byte[] other = new byte[32];
    other[0] = 1;
    assertThatThrownBy(() -> C2cKeyBlob.open(blob, SecretBytes.copyOf(other)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("key or passphrase is not the one");
  }

  @Test
  void open_whenAnyByteIsChanged_isRefused() {
    byte[] blob = C2cKeyBlob.seal(VectorKeys.of(2), wrappingKey);
    for (int i = 0; i < blob.length; i++) {
      byte[] changed = blob.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> C2cKeyBlob.open(changed, wrappingKey))
          .as("byte %d", i)
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void open_whenItIsNoSuchBlock_isRefused() {
    byte[] blob = C2cKeyBlob.seal(VectorKeys.of(2), wrappingKey);
    for (int length = 0; length < blob.length; length++) {
      byte[] cut = Arrays.copyOf(blob, length);
      assertThatThrownBy(() -> C2cKeyBlob.open(cut, wrappingKey))
          .isInstanceOf(InvalidInputException.class);
    }
    assertThatThrownBy(() -> C2cKeyBlob.open(blob, "x".toCharArray()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("use the other way");
    assertThatThrownBy(() -> C2cKeyBlob.open(blob, SecretBytes.copyOf(new byte[16])))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("32");
  }

  @Test
  void seal_whenCalledTwice_neverGivesTheSameBytesNorTheKeys() {
    byte[] first = C2cKeyBlob.seal(VectorKeys.of(2), wrappingKey);
    byte[] second = C2cKeyBlob.seal(VectorKeys.of(2), wrappingKey);
    assertThat(first).isNotEqualTo(second);
    String key = "1011121314151617e8e9eaebecedeeef";
    assertThat(HexFormat.of().formatHex(first)).doesNotContain(key);
  }

  @Test
  void seal_whenReadAsTheFormatSays_isAesGcmWithTheHeadAuthenticated() throws Exception {
    byte[] blob = C2cKeyBlob.seal(VectorKeys.of(2), wrappingKey);
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    gcm.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(new byte[32], "AES"),
        new GCMParameterSpec(128, blob, 7, 12));
    gcm.updateAAD(blob, 0, 7);
    assertThat(Arrays.copyOf(blob, 7)).isEqualTo(new byte[] {'T', 'S', 'C', '2', 'C', 1, 1});
    assertThat(Arrays.copyOfRange(gcm.doFinal(blob, 19, blob.length - 19), 16, 32))
        .isEqualTo(VectorKeys.of(2).key().exposeCopy());
  }

  @Test
  void seal_underAPassphrase_saltsItAndIteratesOften() {
    byte[] first = C2cKeyBlob.seal(VectorKeys.of(2), "x".toCharArray());
    byte[] second = C2cKeyBlob.seal(VectorKeys.of(2), "x".toCharArray());
    assertThat(Arrays.copyOfRange(first, 7, 23)).isNotEqualTo(Arrays.copyOfRange(second, 7, 23));
    assertThat(ByteBuffer.wrap(first).getInt(23)).isEqualTo(600_000);
    assertThat(Arrays.copyOfRange(first, 27, 39)).isNotEqualTo(new byte[12]);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 10_000_001, Integer.MAX_VALUE})
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void open_whenItAsksForNonsensicalIterations_isRefusedAtOnce(int iterations) {
    byte[] blob = new byte[103];
    ByteBuffer.wrap(blob).put(new byte[] {'T', 'S', 'C', '2', 'C', 1, 2}).putInt(23, iterations);
    assertThatThrownBy(() -> C2cKeyBlob.open(blob, "x".toCharArray()))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void seal_underAnEmptyPassphrase_isRefused() {
    assertThatThrownBy(() -> C2cKeyBlob.seal(VectorKeys.of(2), new char[0]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no characters");
  }

  @Test
  void open_whenOfALaterVersionOrTooLong_isRefused() {
    byte[] blob = C2cKeyBlob.seal(VectorKeys.of(2), wrappingKey);
    byte[] later = blob.clone();
    later[5] = 2;
    assertThatThrownBy(() -> C2cKeyBlob.open(later, wrappingKey))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("newer release");
    assertThatThrownBy(() -> C2cKeyBlob.open(Arrays.copyOf(blob, 84), wrappingKey))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void toString_whenPrinted_showsNoKey() {
    assertThat(VectorKeys.of(2).toString()).isEqualTo("C2cKeys[V2]");
  }

  private static void assertSame(C2cKeys keys, C2cKeys expected) {
    assertThat(keys.version()).isEqualTo(expected.version());
    assertThat(keys.teSecret()).isEqualTo(expected.teSecret());
    assertThat(keys.key()).isEqualTo(expected.key());
    assertThat(keys.hmacKey()).isEqualTo(expected.hmacKey());
  }
}
