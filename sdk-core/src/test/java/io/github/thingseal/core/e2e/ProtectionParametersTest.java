package io.github.thingseal.core.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectionParametersTest {
  private static final KeyIdentity IDENTITY =
      KeyIdentity.fromHex("11010008003f97203b08c787d1b20000");

  private final SecretBytes key = SecretBytes.copyOf(new byte[16]);
  private final SecretBytes nonce = SecretBytes.copyOf(new byte[13]);

  @Test
  void build_withoutMore_hasATagOf128BitsAndTheKnownSuite() {
    ProtectionParameters parameters = ProtectionParameters.builder(IDENTITY, key, nonce).build();
    assertThat(parameters.keyIdentity()).isEqualTo(IDENTITY);
    assertThat(parameters.key()).isSameAs(key);
    assertThat(parameters.nonce()).isSameAs(nonce);
    assertThat(parameters.macLengthBits()).isEqualTo(128);
    assertThat(parameters.macLengthBytes()).isEqualTo(16);
    assertThat(parameters.cipherSuite()).isEqualTo("AES_128_CCM");
    assertThat(parameters.rotPublicUid()).isEmpty();
    assertThat(parameters.rotPublicUidText()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 17, 24, 32})
  void build_whenTheKeyDoesNotFit_refusesAndClosesTheSecrets(int lengthBytes) {
    SecretBytes other = SecretBytes.copyOf(new byte[lengthBytes]);
    assertRefused(
        ProtectionParameters.builder(IDENTITY, other, nonce),
        "AES_128_CCM takes a key of 16 bytes, but key identity "
            + IDENTITY
            + " came with "
            + lengthBytes);
    assertClosed(other);
    assertClosed(nonce);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6, 14, 16})
  void build_whenTheNonceDoesNotFit_refusesAndClosesTheSecrets(int lengthBytes) {
    SecretBytes other = SecretBytes.copyOf(new byte[lengthBytes]);
    assertRefused(
        ProtectionParameters.builder(IDENTITY, key, other),
        "AES_128_CCM takes a nonce of 7 to 13 bytes, but key identity "
            + IDENTITY
            + " came with "
            + lengthBytes);
    assertClosed(key);
    assertClosed(other);
  }

  @ParameterizedTest
  @ValueSource(ints = {-128, 0, 8, 16, 31, 33, 40, 120, 127, 129, 144, 256})
  void build_whenTheTagDoesNotFit_refusesAndClosesTheSecrets(int bits) {
    assertRefused(
        ProtectionParameters.builder(IDENTITY, key, nonce).macLengthBits(bits),
        "AES_128_CCM takes a tag of 32, 48, … 128 bits, but key identity "
            + IDENTITY
            + " came with "
            + bits);
    assertClosed(key);
    assertClosed(nonce);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8, 9, 10, 11, 12, 13})
  void build_takesEveryNonceOfCcm(int lengthBytes) {
    SecretBytes other = SecretBytes.copyOf(new byte[lengthBytes]);
    assertThat(ProtectionParameters.builder(IDENTITY, key, other).build().nonce()).isSameAs(other);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 48, 64, 80, 96, 112, 128})
  void build_takesEveryTagOfCcm(int bits) {
    ProtectionParameters parameters =
        ProtectionParameters.builder(IDENTITY, key, nonce).macLengthBits(bits).build();
    assertThat(parameters.macLengthBytes()).isEqualTo(bits / 8);
  }

  @Test
  void build_whenTheSuiteIsUnknown_takesWhateverTheServiceSays() {
    ProtectionParameters parameters =
        ProtectionParameters.builder(IDENTITY, SecretBytes.copyOf(new byte[32]), nonce)
            .cipherSuite("AES_256_GCM")
            .macLengthBits(100)
            .build();
    assertThat(parameters.cipherSuite()).isEqualTo("AES_256_GCM");
    assertThat(parameters.macLengthBits()).isEqualTo(100);
  }

  @Test
  void rotPublicUid_whenInTheKnownForm_isRead() {
    ProtectionParameters parameters = named("0A04F008003C9623");
    assertThat(parameters.rotPublicUid()).contains(RotPublicUid.of("0a04f008003c9623"));
    assertThat(parameters.rotPublicUidText()).isEqualTo("0A04F008003C9623");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"721942734281024035", "0A04F008003C962", "0A04F008003C962G", "٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠"})
  void rotPublicUid_whenInAnotherForm_isEmptyAndTheTextIsKept(String text) {
    ProtectionParameters parameters = named(text);
    assertThat(parameters.rotPublicUid()).isEmpty();
    assertThat(parameters.rotPublicUidText()).isEqualTo(text);
  }

  @Test
  void expose_lendsCopiesAndWipesThem() {
    ProtectionParameters parameters =
        ProtectionParameters.builder(
                IDENTITY,
                SecretBytes.fromHex("0102030405060708090a0b0c0d0e0f10"),
                SecretBytes.fromHex("01020304050607"))
            .build();
    byte[][] lent =
        parameters.expose(
            (keyBytes, nonceBytes) -> {
              assertThat(keyBytes).hasSize(16).startsWith(1, 2, 3);
              assertThat(nonceBytes).hasSize(7).startsWith(1, 2, 3);
              return new byte[][] {keyBytes, nonceBytes};
            });
    assertThat(lent[0]).containsOnly(0);
    assertThat(lent[1]).containsOnly(0);
  }

  @Test
  void close_wipesKeyAndNonce() {
    ProtectionParameters.builder(IDENTITY, key, nonce).build().close();
    assertClosed(key);
    assertClosed(nonce);
  }

  @Test
  void toString_namesEverythingButKeyAndNonce() {
    assertThat(named("0a04f008003c9623"))
        .hasToString(
            "ProtectionParameters[11010008003f97203b08c787d1b20000, AES_128_CCM, tag 128 bits, of"
                + " 0a04f008003c9623]");
  }

  private ProtectionParameters named(String rotPublicUid) {
    return ProtectionParameters.builder(IDENTITY, key, nonce).rotPublicUid(rotPublicUid).build();
  }

  private static void assertRefused(ProtectionParameters.Builder builder, String message) {
    assertThatThrownBy(builder::build).isInstanceOf(PermanentException.class).hasMessage(message);
  }

  private static void assertClosed(SecretBytes secret) {
    assertThatThrownBy(secret::exposeCopy).isInstanceOf(InvalidInputException.class);
  }
}
