package io.github.thingseal.core.psk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.secret.SecretBytes;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PskTest {
  /** The vendor's example. */
  private static final PskIdentity IDENTITY = PskIdentity.fromHex("11010008003f9720f38c30c88428");

  private static final String KEY =
      "70665f1ba1753d36e5a412a56233507da1dbd0d8476f418423892de0895c7e9f";

  @ParameterizedTest
  @EnumSource
  void of_takesBothSizes(PskSize size) {
    SecretBytes key = SecretBytes.copyOf(new byte[size.bytes()]);
    try (Psk psk = Psk.of(IDENTITY, key)) {
      assertThat(psk.identity()).isEqualTo(IDENTITY);
      assertThat(psk.key()).isSameAs(key);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 17, 24, 31, 33, 64})
  void of_whenTheKeyHasAnotherLength_refusesAndClosesIt(int lengthBytes) {
    SecretBytes key = SecretBytes.copyOf(new byte[lengthBytes]);
    assertThatThrownBy(() -> Psk.of(IDENTITY, key))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining(IDENTITY.hex())
        .hasMessageEndingWith(" has " + lengthBytes);
    assertThatThrownBy(key::exposeCopy).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void close_wipesTheKey() {
    SecretBytes key = SecretBytes.fromHex(KEY);
    Psk.of(IDENTITY, key).close();
    assertThatThrownBy(key::exposeCopy).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void equals_comparesIdentityAndKey() {
    EqualsVerifier.forClass(Psk.class)
        .withPrefabValues(
            SecretBytes.class, SecretBytes.fromHex(KEY), SecretBytes.copyOf(new byte[32]))
        // The hash of a secret shows its length only, and all keys have one of two.
        .suppress(Warning.STRICT_HASHCODE, Warning.NULL_FIELDS)
        .verify();
    assertThat(Psk.of(IDENTITY, SecretBytes.fromHex(KEY)))
        .isEqualTo(Psk.of(IDENTITY, SecretBytes.fromHex(KEY)))
        .isNotEqualTo(Psk.of(PskIdentity.fromHex("11"), SecretBytes.fromHex(KEY)))
        .isNotEqualTo(Psk.of(IDENTITY, SecretBytes.copyOf(new byte[32])));
  }

  @Test
  void toString_namesTheIdentityAndNotTheKey() {
    assertThat(Psk.of(IDENTITY, SecretBytes.fromHex(KEY)))
        .hasToString("Psk[11010008003f9720f38c30c88428, SecretBytes[32 bytes]]");
  }

  @Test
  void ofBytes_knowsTheTwoSizes() {
    assertThat(PskSize.ofBytes(16)).contains(PskSize.BYTES_16);
    assertThat(PskSize.ofBytes(32)).contains(PskSize.BYTES_32);
    assertThat(PskSize.ofBytes(24)).isEmpty();
  }
}
