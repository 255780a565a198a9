package io.github.thingseal.core.psk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PskIdentityTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 14, 32})
  void of_takesOneToThirtyTwoBytes(int lengthBytes) {
    assertThat(PskIdentity.of(new byte[lengthBytes]).toBytes()).hasSize(lengthBytes);
    assertThat(PskIdentity.fromHex("0A".repeat(lengthBytes)).hex())
        .isEqualTo("0a".repeat(lengthBytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 33, 1000})
  void of_whenShorterOrLonger_isRefused(int lengthBytes) {
    assertThatThrownBy(() -> PskIdentity.of(new byte[lengthBytes]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("A PSK identity is 1 to 32 bytes, not " + lengthBytes);
    assertThatThrownBy(() -> PskIdentity.fromHex("00".repeat(lengthBytes)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("A PSK identity is 1 to 32 bytes, not " + lengthBytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1g", "١١", "11 ", "\"11\""})
  void fromHex_whenMalformed_isRefused(String hex) {
    assertThatThrownBy(() -> PskIdentity.fromHex(hex))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("A PSK identity is written in")
        .hasMessageContaining("hexadecimal digits");
  }

  @Test
  void fromHex_whenItIsGivenAKeyByMistake_doesNotRepeatIt() {
    String key = "70665f1ba1753d36e5a412a56233507d";
    assertThatThrownBy(() -> PskIdentity.fromHex(key + "\n"))
        .hasMessageContaining("U+000A stands at position 32")
        .hasMessageNotContaining(key);
  }

  @Test
  void of_andToBytes_copy() {
    byte[] bytes = {0, 1, 0};
    PskIdentity identity = PskIdentity.of(bytes);
    bytes[1] = 9;
    identity.toBytes()[1] = 9;
    assertThat(identity).hasToString("000100").isEqualTo(PskIdentity.fromHex("000100"));
  }

  @Test
  void equals_comparesTheBytes() {
    EqualsVerifier.forClass(PskIdentity.class).suppress(Warning.NULL_FIELDS).verify();
  }
}
