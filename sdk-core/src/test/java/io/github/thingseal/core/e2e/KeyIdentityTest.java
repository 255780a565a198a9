package io.github.thingseal.core.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import java.util.Locale;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyIdentityTest {
  private static final String V1 = "11010008003f97203b08c787d1b20000";
  private static final String V2 = "21010008003f97203b08c7";

  @Test
  void fromHex_readsTheVersionByTheFirstNibble() {
    assertThat(KeyIdentity.fromHex(V1).version()).isEqualTo(E2eVersion.V1);
    assertThat(KeyIdentity.fromHex(V2).version()).isEqualTo(E2eVersion.V2);
    assertThat(KeyIdentity.fromHex("1f" + V1.substring(2)).version()).isEqualTo(E2eVersion.V1);
    assertThat(KeyIdentity.fromHex(V1.toUpperCase(Locale.ROOT))).hasToString(V1);
  }

  @Test
  void of_whenTheLengthIsNotThatOfItsVersion_isRefused() {
    assertThatThrownBy(() -> KeyIdentity.fromHex(V1 + "00"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("A key identity of format V1 is 16 bytes, not 17");
    assertThatThrownBy(() -> KeyIdentity.fromHex(V1.substring(2)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> KeyIdentity.fromHex("2" + V1.substring(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("A key identity of format V2 is 11 bytes, not 16");
    assertThatThrownBy(() -> KeyIdentity.fromHex("1" + V2.substring(1)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> KeyIdentity.of(new byte[0]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("A key identity is 16 (V1) or 11 (V2) bytes, not 0");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void of_whenTheNibbleIsUnknown_isRefusedNamingTheByte(int nibble) {
    byte[] bytes = new byte[16];
    bytes[0] = (byte) (nibble << 4 | 1);
    assertThatThrownBy(() -> KeyIdentity.of(bytes))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("its first byte is " + Integer.toHexString(nibble) + "1");
  }

  @Test
  void fromHex_whenMalformed_isRefused() {
    assertThatThrownBy(() -> KeyIdentity.fromHex(V1.substring(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("there are 31");
    assertThatThrownBy(() -> KeyIdentity.fromHex("x" + V1.substring(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("U+0078 stands at position 0");
  }

  @Test
  void of_andToBytes_copy() {
    KeyIdentity identity = KeyIdentity.fromHex(V1);
    byte[] bytes = identity.toBytes();
    KeyIdentity copy = KeyIdentity.of(bytes);
    bytes[3] = 99;
    assertThat(copy).isEqualTo(identity);
    assertThat(identity.hex()).isEqualTo(V1);
  }

  @Test
  void equals_comparesTheBytes() {
    EqualsVerifier.forClass(KeyIdentity.class)
        .withIgnoredFields("version")
        .suppress(Warning.NULL_FIELDS)
        .verify();
  }
}
