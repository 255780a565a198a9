package io.github.thingseal.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import java.nio.CharBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBytesTest {
  private static final byte[] BYTES = {1, -2, 3, -4};

  @Test
  void copyOf_leavesTheOriginalAndIsIndependentOfIt() {
    byte[] original = BYTES.clone();
    SecretBytes secret = SecretBytes.copyOf(original);
    assertThat(original).isEqualTo(BYTES);
    original[0] = 99;
    assertThat(secret.exposeCopy()).isEqualTo(BYTES);
  }

  @Test
  void takeFrom_wipesTheOriginal() {
    byte[] original = BYTES.clone();
    SecretBytes secret = SecretBytes.takeFrom(original);
    assertThat(original).containsOnly(0);
    assertThat(secret.exposeCopy()).isEqualTo(BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"01fe03fc", "01FE03FC", "01Fe03fC"})
  void fromHex_takesEitherCase(String hex) {
    assertThat(SecretBytes.fromHex(hex).exposeCopy()).isEqualTo(BYTES);
  }

  @Test
  void fromHex_takesTextThatTheCallerCanWipe() {
    assertThat(SecretBytes.fromHex(CharBuffer.wrap("01fe03fc".toCharArray())).exposeCopy())
        .isEqualTo(BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"topse", "topsecret!", "0x01", "01 02", "٠١", "０１", "0\n"})
  void fromHex_whenMalformed_isRefusedWithoutRepeatingIt(String hex) {
    assertThatThrownBy(() -> SecretBytes.fromHex(hex))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "A secret of "
                + hex.length()
                + " characters is not an even number of hexadecimal digits")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Af4D/A==", "Af4D/A"})
  void fromBase64_takesThePaddingOrItsAbsence(String base64) {
    assertThat(SecretBytes.fromBase64(base64).exposeCopy()).isEqualTo(BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Af4D_A==", "A", "Af4D\n/A==", "Af4D/A==x", "Äf4D/A=="})
  void fromBase64_whenMalformed_isRefusedWithoutRepeatingIt(String base64) {
    assertThatThrownBy(() -> SecretBytes.fromBase64(base64))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("A secret of " + base64.length() + " characters is not Base64")
        .hasNoCause();
  }

  @Test
  void random_asksTheSourceForAllBytes() {
    SecureRandom ones =
        new SecureRandom() {
          private static final long serialVersionUID = 1L;

          @Override
          public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) 1);
          }
        };
    assertThat(SecretBytes.random(16, ones).exposeCopy()).hasSize(16).containsOnly(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void random_whenNotPositive_isRefused(int lengthBytes) {
    assertThatThrownBy(() -> SecretBytes.random(lengthBytes, new SecureRandom()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(String.valueOf(lengthBytes));
  }

  @Test
  void exposeCopy_isIndependentOfTheSecret() {
    SecretBytes secret = SecretBytes.copyOf(BYTES);
    Arrays.fill(secret.exposeCopy(), (byte) 0);
    assertThat(secret.exposeCopy()).isEqualTo(BYTES);
  }

  @Test
  void expose_lendsACopyAndWipesIt() {
    SecretBytes secret = SecretBytes.copyOf(BYTES);
    byte[] lent =
        secret.expose(
            bytes -> {
              assertThat(bytes).isEqualTo(BYTES);
              return bytes;
            });
    assertThat(lent).hasSize(4).containsOnly(0);
    assertThat(secret.exposeCopy()).isEqualTo(BYTES);
  }

  @Test
  void expose_whenTheFunctionFails_wipesTheCopy() {
    SecretBytes secret = SecretBytes.copyOf(BYTES);
    byte[][] lent = new byte[1][];
    assertThatThrownBy(
            () ->
                secret.expose(
                    bytes -> {
                      lent[0] = bytes;
                      throw new UnsupportedOperationException();
                    }))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(lent[0]).hasSize(4).containsOnly(0);
  }

  @Test
  void close_makesEveryLaterUseFailWithAClearError() {
    SecretBytes secret = SecretBytes.copyOf(BYTES);
    secret.close();
    secret.close();
    assertThatThrownBy(secret::exposeCopy)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("A secret of 4 bytes was used after it was closed");
    assertThatThrownBy(() -> secret.expose(bytes -> bytes.length))
        .isInstanceOf(InvalidInputException.class);
    assertThat(secret.lengthBytes()).isEqualTo(4);
    assertThat(secret).hasToString("SecretBytes[4 bytes]");
  }

  @Test
  void close_wipesTheBytes() throws ReflectiveOperationException {
    SecretBytes secret = SecretBytes.copyOf(BYTES);
    var field = SecretBytes.class.getDeclaredField("bytes");
    field.setAccessible(true);
    secret.close();
    assertThat((byte[]) field.get(secret)).hasSize(4).containsOnly(0);
  }

  @Test
  void equals_comparesTheBytesOfOpenSecrets() {
    SecretBytes secret = SecretBytes.copyOf(BYTES);
    assertThat(secret)
        .isEqualTo(SecretBytes.copyOf(BYTES))
        .hasSameHashCodeAs(SecretBytes.copyOf(BYTES))
        .isNotEqualTo(SecretBytes.fromHex("01fe03fd"))
        .isNotEqualTo(SecretBytes.fromHex("01fe03"))
        .isNotEqualTo(SecretBytes.fromHex(""))
        .isNotEqualTo(BYTES)
        .isNotEqualTo(null);
    assertThat(SecretBytes.fromHex("")).isEqualTo(SecretBytes.fromHex(""));
  }

  @Test
  void equals_whenEitherIsClosed_holdsForItselfOnly() {
    SecretBytes closed = SecretBytes.copyOf(BYTES);
    closed.close();
    SecretBytes zeros = SecretBytes.copyOf(new byte[4]);
    SecretBytes empty = SecretBytes.fromHex("");
    SecretBytes closedEmpty = SecretBytes.fromHex("");
    closedEmpty.close();
    SecretBytes alsoClosed = SecretBytes.copyOf(BYTES);
    alsoClosed.close();
    SecretBytes itself = closed;
    assertThat(closed).isEqualTo(itself).isNotEqualTo(zeros).isNotEqualTo(alsoClosed);
    assertThat(zeros).isNotEqualTo(closed);
    assertThat(empty).isNotEqualTo(closedEmpty);
    assertThat(closedEmpty).isNotEqualTo(empty);
  }

  @Test
  void hashCode_showsTheLengthOnly() {
    assertThat(SecretBytes.copyOf(BYTES)).hasSameHashCodeAs(SecretBytes.copyOf(new byte[4]));
  }

  @Test
  void toString_showsTheLengthOnly() {
    assertThat(SecretBytes.copyOf(BYTES)).hasToString("SecretBytes[4 bytes]");
  }

  @Test
  void close_whileOthersExpose_neverShowsHalfWipedBytes() throws Exception {
    byte[] whole = new byte[1 << 14];
    Arrays.fill(whole, (byte) 0x5A);
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      for (int round = 0; round < 300; round++) {
        SecretBytes secret = SecretBytes.copyOf(whole);
        CountDownLatch exposing = new CountDownLatch(1);
        Future<?> reader = executor.submit(() -> exposeUntilClosed(secret, whole, exposing));
        exposing.await();
        secret.close();
        reader.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static void exposeUntilClosed(SecretBytes secret, byte[] whole, CountDownLatch exposing) {
    while (true) {
      byte[] copy;
      try {
        copy = secret.exposeCopy();
      } catch (InvalidInputException closed) {
        return;
      }
      exposing.countDown();
      assertThat(Arrays.equals(copy, whole)).as("half-wiped bytes were exposed").isTrue();
    }
  }

  @Test
  void equals_mirroredInTwoThreads_doesNotLockUp() throws Exception {
    SecretBytes one = SecretBytes.copyOf(BYTES);
    SecretBytes other = SecretBytes.copyOf(BYTES);
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<Boolean> mirrored = executor.submit(() -> equalsOften(other, one));
      assertThat(equalsOften(one, other)).isTrue();
      assertThat(mirrored.get()).isTrue();
    } finally {
      executor.shutdownNow();
    }
  }

  private static boolean equalsOften(SecretBytes one, SecretBytes other) {
    boolean equal = true;
    for (int i = 0; i < 10_000; i++) {
      equal &= one.equals(other);
    }
    return equal;
  }
}
