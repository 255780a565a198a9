package io.github.thingseal.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotPublicUidTest {
  @ParameterizedTest
  @ValueSource(strings = {"0A04F008003C9623", "0a04f008003c9623", "0a04F008003C9623"})
  void of_takesEitherCaseForTheSameIdentity(String hex) {
    RotPublicUid uid = RotPublicUid.of(hex);
    assertThat(uid).hasToString("0a04f008003c9623").isEqualTo(RotPublicUid.of("0A04F008003C9623"));
    assertThat(uid.hex()).isEqualTo("0a04f008003c9623");
    assertThat(uid.toBytes()).isEqualTo(new byte[] {0x0A, 4, -16, 8, 0, 0x3C, -106, 0x23});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0A04F008003C962",
        "0A04F008003C96234",
        "\"0A04F008003C9623\"",
        "0x0A04F008003C9623",
        " 0A04F008003C9623 ",
        "0A:04:F0:08:00:3C:96:23"
      })
  void of_whenTheLengthIsWrong_isRefused(String hex) {
    assertThatThrownBy(() -> RotPublicUid.of(hex))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("16 hexadecimal digits without 0x or blanks")
        .hasMessageContaining("not " + hex.length() + " characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0A04F008003C962G",
        "0A04F008003C962 ",
        " A04F008003C9623",
        "-A04F008003C9623",
        "0A04F008003C962\n",
        "٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠",
        "०००००००००००००००१",
        "０A04F008003C9623",
        "0Ａ04F008003C9623"
      })
  void of_whenSomethingElseThanADigitStandsThere_namesItAndItsPlace(String hex) {
    assertThatThrownBy(() -> RotPublicUid.of(hex))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching(
            "A RoTPublicUID is written in hexadecimal digits, but U\\+[0-9A-F]{4} stands at"
                + " position \\d+");
  }

  @Test
  void ofBytes_takesEightBytesOnly() {
    assertThat(RotPublicUid.of(new byte[8])).hasToString("0000000000000000");
    assertThatThrownBy(() -> RotPublicUid.of(new byte[7]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("A RoTPublicUID is 8 bytes, not 7");
    assertThatThrownBy(() -> RotPublicUid.of(new byte[9]))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void ofBytes_andToBytes_copy() {
    byte[] bytes = new byte[8];
    RotPublicUid uid = RotPublicUid.of(bytes);
    bytes[0] = 1;
    uid.toBytes()[0] = 1;
    assertThat(uid).hasToString("0000000000000000");
  }

  @Test
  void equals_comparesTheDigits() {
    EqualsVerifier.forClass(RotPublicUid.class).suppress(Warning.NULL_FIELDS).verify();
  }
}
