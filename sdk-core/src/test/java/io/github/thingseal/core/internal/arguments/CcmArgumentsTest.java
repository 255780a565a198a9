package io.github.thingseal.core.internal.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.e2e.AeadEngine;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CcmArgumentsTest {
  static Stream<AeadEngine> engines() {
    return Stream.of(AeadEngine.jdk(), AeadEngine.jdkWipingKeys(), AeadEngine.bouncyCastle());
  }

  @ParameterizedTest
  @CsvSource({
    "15, 13, 16, 40, 0, 40, 24",
    "17, 13, 16, 40, 0, 40, 24",
    "0, 13, 16, 40, 0, 40, 24",
    "16, 6, 16, 40, 0, 40, 24",
    "16, 14, 16, 40, 0, 40, 24",
    "16, 0, 16, 40, 0, 40, 24",
    "16, 13, 2, 40, 0, 40, 38",
    "16, 13, 5, 40, 0, 40, 35",
    "16, 13, 18, 40, 0, 40, 24",
    "16, 13, -4, 40, 0, 40, 44",
    "16, 13, 16, 40, -1, 40, 24",
    "16, 13, 16, 40, 1, 40, 24",
    "16, 13, 16, 40, 2147483647, 40, 24",
    "16, 13, 16, 40, 0, 41, 25",
    "16, 13, 16, 40, 0, 15, 24",
    "16, 13, 16, 40, 0, -1, 24",
    "16, 13, 16, 40, 0, -2147483648, 24",
    "16, 13, 16, 40, 0, 40, 23",
    "16, 13, 16, 40, 0, 40, 0",
    "16, 13, 16, 65552, 0, 65552, 65536"
  })
  void open_withWhatAesCcmDoesNotHave_isRefused(
      int key, int nonce, int tag, int encrypted, int offset, int length, int plaintext) {
    assertThat(engines())
        .allSatisfy(
            engine ->
                assertThatThrownBy(
                        () ->
                            engine.open(
                                new byte[key],
                                new byte[nonce],
                                tag,
                                new byte[encrypted],
                                offset,
                                length,
                                new byte[plaintext]))
                    .isExactlyInstanceOf(InvalidInputException.class));
  }

  @ParameterizedTest
  @CsvSource({
    "15, 13, 16, 24, 40, 0",
    "16, 14, 16, 24, 40, 0",
    "16, 6, 16, 24, 40, 0",
    "16, 13, 3, 24, 40, 0",
    "16, 13, 2147483647, 24, 40, 0",
    "16, 13, 16, 25, 40, 0",
    "16, 13, 16, 24, 40, 1",
    "16, 13, 16, 24, 40, -1",
    "16, 13, 16, 65536, 65552, 0"
  })
  void seal_withWhatAesCcmDoesNotHave_isRefused(
      int key, int nonce, int tag, int plaintext, int encrypted, int offset) {
    assertThat(engines())
        .allSatisfy(
            engine ->
                assertThatThrownBy(
                        () ->
                            engine.seal(
                                new byte[key],
                                new byte[nonce],
                                tag,
                                new byte[plaintext],
                                new byte[encrypted],
                                offset))
                    .isExactlyInstanceOf(InvalidInputException.class));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void sealAndOpen_withOneArrayForBoth_areRefused(AeadEngine engine) {
    byte[] one = new byte[64];
    assertThatThrownBy(() -> engine.seal(new byte[16], new byte[13], 16, one, one, 0))
        .isExactlyInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> engine.open(new byte[16], new byte[13], 16, one, 0, 64, one))
        .isExactlyInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void sealAndOpen_atTheLongestThatANonceOf13Carries_work(AeadEngine engine) {
    byte[] sealed = new byte[65_535 + 4];
    byte[] opened = new byte[65_535];
    engine.seal(new byte[16], new byte[13], 4, new byte[65_535], sealed, 0);
    assertThat(engine.open(new byte[16], new byte[13], 4, sealed, 0, sealed.length, opened))
        .isTrue();
  }
}
