package io.github.thingseal.core.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.e2e.SpyEngine.ProviderFailure;
import io.github.thingseal.core.e2e.SpyEngine.Verdict;
import io.github.thingseal.core.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class E2eCipherTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final KeyIdentity V1 = KeyIdentity.fromHex("11010008003f97203b08c787d1b20000");
  private static final KeyIdentity V2 = KeyIdentity.fromHex("21010008003f97203b08c7");
  private static final byte[] KEY = HEX.parseHex("000102030405060708090a0b0c0d0e0f");
  private static final byte[] NONCE = HEX.parseHex("000102030405060708090a0b0c");
  private static final byte[] FOX =
      "The quick brown fox jumps over the lazy dog.".getBytes(StandardCharsets.US_ASCII);

  /** Computed with another implementation from the key, nonce and text above. */
  private static final String SEALED_FOX =
      "425cd1a8227c93e131b751d5f24370f8856f7c021c581c965fdf912ce920eb6f"
          + "bd306f24b4d6de581de2c202e0f78ed6d92a9c478b0cc203f231d588";

  private final E2eCipher cipher = E2eCipher.standard();

  // What must work.

  @Test
  void unprotect_ofAKnownV1Message_isItsPlaintext() {
    E2eMessage message = E2eMessage.parseHex(V1.hex() + SEALED_FOX);
    assertThat(cipher.unprotect(message, parameters(V1))).isEqualTo(FOX);
  }

  @Test
  void protect_withKnownParameters_isTheKnownV1Message() {
    E2eMessage message = cipher.protect(FOX, parameters(V1));
    assertThat(message.hex()).isEqualTo(V1.hex() + SEALED_FOX);
    assertThat(message.lengthBytes()).isEqualTo(FOX.length + E2eVersion.V1.overheadBytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6, 8, 10, 12, 14, 16})
  void protectAndUnprotect_withEveryTagLength_giveThePlaintextBack(int tagLengthBytes) {
    E2eMessage message = cipher.protect(FOX, parameters(V1, NONCE, tagLengthBytes));
    assertThat(message.lengthBytes()).isEqualTo(16 + FOX.length + tagLengthBytes);
    assertThat(cipher.unprotect(message, parameters(V1, NONCE, tagLengthBytes))).isEqualTo(FOX);
    E2eMessage v2 = v2Message(tagLengthBytes, FOX);
    assertThat(cipher.unprotect(v2, parameters(V2, NONCE, tagLengthBytes))).isEqualTo(FOX);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8, 9, 10, 11, 12, 13})
  void protectAndUnprotect_withEveryNonceLength_giveThePlaintextBack(int nonceBytes) {
    byte[] nonce = Arrays.copyOf(NONCE, nonceBytes);
    E2eMessage message = cipher.protect(FOX, parameters(V1, nonce, 16));
    assertThat(cipher.unprotect(message, parameters(V1, nonce, 16))).isEqualTo(FOX);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 1024, 65_535})
  void protectAndUnprotect_ofEveryLength_giveThePlaintextBack(int length) {
    byte[] plaintext = new byte[length];
    Arrays.fill(plaintext, (byte) 0xA5);
    E2eMessage message = cipher.protect(plaintext, parameters(V1));
    assertThat(cipher.unprotect(message, parameters(V1))).isEqualTo(plaintext);
  }

  @Test
  void protect_leavesThePlaintextAsItIs() {
    byte[] plaintext = FOX.clone();
    cipher.protect(plaintext, parameters(V1));
    assertThat(plaintext).isEqualTo(FOX);
  }

  @Test
  void unprotect_leavesMessageAndParametersGoodForTheSameMessage() {
    E2eMessage message = E2eMessage.parseHex(V1.hex() + SEALED_FOX);
    ProtectionParameters parameters = parameters(V1);
    cipher.unprotect(message, parameters);
    assertThat(message.hex()).isEqualTo(V1.hex() + SEALED_FOX);
    assertThat(cipher.unprotect(message, parameters)).isEqualTo(FOX);
  }

  @Test
  void unprotect_ofV2_leavesTheLeadingByteOut() {
    E2eMessage message = v2Message(16, FOX);
    assertThat(message.lengthBytes()).isEqualTo(FOX.length + E2eVersion.V2.overheadBytes());
    assertThat(cipher.unprotect(message, parameters(V2))).isEqualTo(FOX);
  }

  @Test
  void unprotect_ofV2WithAnotherReading_takesThatManyBytesOff() {
    E2eMessage message = v2Message(16, FOX);
    byte[] whole = cipher.withV2LeadingBytes(0).unprotect(message, parameters(V2));
    assertThat(whole).hasSize(FOX.length + 1).startsWith(0x77).endsWith(FOX);
    byte[] less = cipher.withV2LeadingBytes(5).unprotect(message, parameters(V2));
    assertThat(less).isEqualTo(Arrays.copyOfRange(FOX, 4, FOX.length));
  }

  @Test
  void withV2LeadingBytes_doesNotConcernV1() {
    E2eMessage message = E2eMessage.parseHex(V1.hex() + SEALED_FOX);
    assertThat(cipher.withV2LeadingBytes(3).unprotect(message, parameters(V1))).isEqualTo(FOX);
  }

  @Test
  void withV2LeadingBytes_andWithEngine_keepEachOther() {
    SpyEngine spy = new SpyEngine(Verdict.HONEST);
    E2eMessage message = v2Message(16, FOX);
    assertThat(cipher.withV2LeadingBytes(0).withEngine(spy).unprotect(message, parameters(V2)))
        .hasSize(FOX.length + 1);
    assertThat(cipher.withEngine(spy).withV2LeadingBytes(0).unprotect(message, parameters(V2)))
        .hasSize(FOX.length + 1);
    assertThat(spy.plaintexts).hasSize(2);
  }

  @Test
  void unprotect_ofTheShortestV2Message_isEmpty() {
    assertThat(cipher.unprotect(v2Message(16, new byte[0]), parameters(V2))).isEmpty();
    E2eMessage withoutLeadingByte = message(V2, 4, new byte[0]);
    assertThat(cipher.withV2LeadingBytes(0).unprotect(withoutLeadingByte, parameters(V2, NONCE, 4)))
        .isEmpty();
  }

  // What must be refused.

  @Test
  void unprotect_withAnyBitOfAV1MessageFlipped_isRefused() {
    assertEveryFlipIsRefused(E2eMessage.parseHex(V1.hex() + SEALED_FOX), V1);
  }

  @Test
  void unprotect_withAnyBitOfAV2MessageFlipped_isRefused() {
    assertEveryFlipIsRefused(v2Message(16, FOX), V2);
  }

  private void assertEveryFlipIsRefused(E2eMessage message, KeyIdentity identity) {
    ProtectionParameters parameters = parameters(identity);
    for (int bit = 0; bit < message.lengthBytes() * 8; bit++) {
      byte[] flipped = message.toBytes();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      boolean header = bit / 8 < identity.version().keyIdentityBytes();
      assertThatThrownBy(() -> cipher.unprotect(E2eMessage.parse(flipped), parameters))
          .as("bit %d", bit)
          .isExactlyInstanceOf(
              header ? InvalidInputException.class : MessageAuthenticationException.class);
    }
    assertThat(cipher.unprotect(message, parameters)).isEqualTo(FOX);
  }

  @Test
  void unprotect_ofAMessageCutAnywhere_isRefused() {
    byte[] whole = HEX.parseHex(V1.hex() + SEALED_FOX);
    ProtectionParameters parameters = parameters(V1);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> cipher.unprotect(E2eMessage.parse(cut), parameters))
          .as("the first %d bytes", length)
          .isExactlyInstanceOf(
              length < 32 ? InvalidInputException.class : MessageAuthenticationException.class);
    }
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThatThrownBy(() -> cipher.unprotect(E2eMessage.parse(longer), parameters))
        .isInstanceOf(MessageAuthenticationException.class);
  }

  @Test
  void unprotect_withAnotherKeyNonceOrTagLength_isRefused() {
    E2eMessage message = E2eMessage.parseHex(V1.hex() + SEALED_FOX);
    byte[] otherNonce = NONCE.clone();
    otherNonce[12]++;
    List<ProtectionParameters> others =
        List.of(
            parameters(V1, otherNonce, 16),
            parameters(V1, Arrays.copyOf(NONCE, 12), 16),
            parameters(V1, NONCE, 14),
            ProtectionParameters.builder(
                    V1, SecretBytes.copyOf(new byte[16]), SecretBytes.copyOf(NONCE))
                .build());
    assertThat(others)
        .allSatisfy(
            other ->
                assertThatThrownBy(() -> cipher.unprotect(message, other))
                    .isInstanceOf(MessageAuthenticationException.class)
                    .hasMessageContaining(V1.hex()));
  }

  @Test
  void unprotect_withTheParametersOfAnotherIdentity_isRefused() {
    KeyIdentity other = KeyIdentity.fromHex("11010008003f97203b08c787d1b30000");
    E2eMessage message = E2eMessage.parseHex(V1.hex() + SEALED_FOX);
    assertThatThrownBy(() -> cipher.unprotect(message, parameters(other)))
        .isExactlyInstanceOf(InvalidInputException.class)
        .hasMessageContaining(V1.hex())
        .hasMessageContaining(other.hex());
  }

  @Test
  void unprotect_withClosedParameters_isRefused() {
    ProtectionParameters parameters = parameters(V1);
    parameters.close();
    E2eMessage message = E2eMessage.parseHex(V1.hex() + SEALED_FOX);
    assertThatThrownBy(() -> cipher.unprotect(message, parameters))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("after it was closed");
  }

  @Test
  void unprotect_ofAMessageTooShortForItsTag_isRefused() {
    E2eMessage message = E2eMessage.parse(Arrays.copyOf(V1.toBytes(), 31));
    assertThatThrownBy(() -> cipher.unprotect(message, parameters(V1)))
        .isExactlyInstanceOf(InvalidInputException.class)
        .hasMessageContaining("format V1 needs 32 bytes or more")
        .hasMessageContaining("has 31");
    E2eMessage v2 = E2eMessage.parse(Arrays.copyOf(V2.toBytes(), 27));
    assertThatThrownBy(() -> cipher.unprotect(v2, parameters(V2)))
        .isExactlyInstanceOf(InvalidInputException.class)
        .hasMessageContaining("format V2 needs 28 bytes or more");
  }

  @ParameterizedTest
  @ValueSource(ints = {46, 1000, Integer.MAX_VALUE})
  void unprotect_ofAV2MessageTooShortForItsLeadingBytes_isRefused(int leadingBytes) {
    E2eCipher other = cipher.withV2LeadingBytes(leadingBytes);
    assertThatThrownBy(() -> other.unprotect(v2Message(16, FOX), parameters(V2)))
        .isExactlyInstanceOf(InvalidInputException.class)
        .hasMessageContaining("has 72");
  }

  @Test
  void withV2LeadingBytes_whenNegative_isRefused() {
    assertThatThrownBy(() -> cipher.withV2LeadingBytes(-1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void unprotectAndProtect_withAnUnknownSuite_nameIt() {
    E2eMessage message = E2eMessage.parseHex(V1.hex() + SEALED_FOX);
    assertThatThrownBy(() -> cipher.unprotect(message, ofSuite("AES_256_GCM")))
        .isInstanceOfSatisfying(
            UnsupportedCipherSuiteException.class,
            e -> assertThat(e.cipherSuite()).isEqualTo("AES_256_GCM"))
        .hasMessageContaining("\"AES_256_GCM\"")
        .hasMessageContaining(V1.hex());
    ProtectionParameters parameters = ofSuite("aes_128_ccm");
    assertThatThrownBy(() -> cipher.protect(FOX, parameters))
        .isInstanceOf(UnsupportedCipherSuiteException.class)
        .hasMessageContaining("\"aes_128_ccm\"");
    assertClosed(parameters);
  }

  @Test
  void protect_withParametersUsedBefore_isRefused() {
    ProtectionParameters parameters = parameters(V1);
    cipher.protect(FOX, parameters);
    assertThatThrownBy(() -> cipher.protect(FOX, parameters))
        .isExactlyInstanceOf(InvalidInputException.class)
        .hasMessageContaining(V1.hex())
        .hasMessageContaining("fetch new ones");
  }

  @Test
  void protect_withParametersThatDecryptedAMessage_isRefused() {
    ProtectionParameters parameters = parameters(V1);
    E2eMessage message = E2eMessage.parseHex(V1.hex() + SEALED_FOX);
    cipher.unprotect(message, parameters);
    assertThatThrownBy(() -> cipher.protect(FOX, parameters))
        .isExactlyInstanceOf(InvalidInputException.class)
        .hasMessageContaining("fetch new ones");
    assertThat(cipher.unprotect(message, parameters)).isEqualTo(FOX);
  }

  @Test
  void protect_whileAnotherMessageIsProtectedWithTheSameParameters_isRefused() {
    ProtectionParameters parameters = parameters(V1);
    SpyEngine spy =
        new SpyEngine(Verdict.HONEST) {
          @Override
          public void seal(
              byte[] key, byte[] nonce, int tagBytes, byte[] plaintext, byte[] sealed, int offset) {
            assertThatThrownBy(() -> cipher.protect(FOX, parameters))
                .isExactlyInstanceOf(InvalidInputException.class)
                .hasMessageContaining("fetch new ones");
            assertThat(parameters.key().exposeCopy()).isEqualTo(KEY);
            super.seal(key, nonce, tagBytes, plaintext, sealed, offset);
          }
        };
    E2eMessage message = cipher.withEngine(spy).protect(FOX, parameters);
    assertThat(message.hex()).isEqualTo(V1.hex() + SEALED_FOX);
  }

  @Test
  void protect_closesTheParameters() {
    ProtectionParameters parameters = parameters(V1);
    cipher.protect(FOX, parameters);
    assertClosed(parameters);
  }

  @Test
  void protect_withParametersOfV2_isRefusedAndClosesThem() {
    ProtectionParameters parameters = parameters(V2);
    assertThatThrownBy(() -> cipher.protect(FOX, parameters))
        .isExactlyInstanceOf(PermanentException.class)
        .hasMessageContaining("V2")
        .hasMessageContaining(V2.hex());
    assertClosed(parameters);
  }

  @Test
  void protect_whenTheProviderFails_closesTheParametersAndWipesTheirCopies() {
    SpyEngine spy = new SpyEngine(Verdict.FAILS);
    ProtectionParameters parameters = parameters(V1);
    assertThatThrownBy(() -> cipher.withEngine(spy).protect(FOX, parameters))
        .isInstanceOf(ProviderFailure.class);
    assertClosed(parameters);
    assertThat(spy.secrets).hasSize(2).allSatisfy(bytes -> assertThat(bytes).containsOnly(0));
  }

  @Test
  void protect_ofMoreThanTheNonceCanCount_isRefusedAndClosesTheParameters() {
    ProtectionParameters parameters = parameters(V1);
    assertThatThrownBy(() -> cipher.protect(new byte[65_536], parameters))
        .isExactlyInstanceOf(InvalidInputException.class)
        .hasMessage("With a nonce of 13 bytes AES-CCM carries at most 65535 bytes, not 65536");
    assertClosed(parameters);
  }

  @ParameterizedTest
  @CsvSource({"12, 65536", "11, 16777216"})
  void protect_ofMoreWithAShorterNonce_works(int nonceBytes, int length) {
    byte[] nonce = Arrays.copyOf(NONCE, nonceBytes);
    E2eMessage message = cipher.protect(new byte[length], parameters(V1, nonce, 16));
    assertThat(cipher.unprotect(message, parameters(V1, nonce, 16)).length).isEqualTo(length);
  }

  @ParameterizedTest
  @CsvSource({"13, 65536", "12, 16777216"})
  void protectAndUnprotect_ofMoreThanTheNonceCanCount_areRefused(int nonceBytes, int length) {
    byte[] nonce = Arrays.copyOf(NONCE, nonceBytes);
    String trouble =
        "With a nonce of "
            + nonceBytes
            + " bytes AES-CCM carries at most "
            + (length - 1)
            + " bytes, not "
            + length;
    E2eMessage message = E2eMessage.parse(Arrays.copyOf(V1.toBytes(), 32 + length));
    assertThatThrownBy(() -> cipher.unprotect(message, parameters(V1, nonce, 16)))
        .isExactlyInstanceOf(InvalidInputException.class)
        .hasMessage(trouble);
    assertThatThrownBy(() -> cipher.protect(new byte[length], parameters(V1, nonce, 16)))
        .isExactlyInstanceOf(InvalidInputException.class)
        .hasMessage(trouble);
  }

  // What must not be left behind, whatever the provider does.

  @Test
  void unprotect_whenTheProviderWritesPlaintextAndRefusesTheTag_releasesNothing() {
    SpyEngine spy = new SpyEngine(Verdict.REFUSES);
    E2eMessage message = E2eMessage.parseHex(V1.hex() + SEALED_FOX);
    assertThatThrownBy(() -> cipher.withEngine(spy).unprotect(message, parameters(V1)))
        .isInstanceOf(MessageAuthenticationException.class);
    assertThat(spy.plaintextsWhenReturned).singleElement().isEqualTo(FOX);
    assertThat(spy.plaintexts)
        .singleElement()
        .satisfies(buffer -> assertThat(buffer).hasSize(FOX.length).containsOnly(0));
  }

  @ParameterizedTest
  @EnumSource
  void unprotect_whateverTheProviderDoes_wipesItsBufferAndItsCopiesOfKeyAndNonce(Verdict verdict) {
    SpyEngine spy = new SpyEngine(verdict);
    E2eMessage message = E2eMessage.parseHex(V1.hex() + SEALED_FOX);
    try {
      assertThat(cipher.withEngine(spy).unprotect(message, parameters(V1))).isEqualTo(FOX);
    } catch (ThingsealException | ProviderFailure expected) {
      assertThat(verdict).isNotEqualTo(Verdict.HONEST);
    }
    List<byte[]> left = new ArrayList<>(spy.secrets);
    // The buffer of a plaintext that is right is the one handed out.
    left.addAll(verdict == Verdict.HONEST ? List.of() : spy.plaintexts);
    assertThat(left)
        .hasSize(verdict == Verdict.HONEST ? 2 : 3)
        .allSatisfy(bytes -> assertThat(bytes).containsOnly(0));
  }

  private static ProtectionParameters parameters(KeyIdentity identity) {
    return parameters(identity, NONCE, 16);
  }

  private static ProtectionParameters parameters(
      KeyIdentity identity, byte[] nonce, int tagLengthBytes) {
    return ProtectionParameters.builder(
            identity, SecretBytes.copyOf(KEY), SecretBytes.copyOf(nonce))
        .macLengthBits(tagLengthBytes * 8)
        .build();
  }

  private static ProtectionParameters ofSuite(String cipherSuite) {
    return ProtectionParameters.builder(V1, SecretBytes.copyOf(KEY), SecretBytes.copyOf(NONCE))
        .cipherSuite(cipherSuite)
        .build();
  }

  private static E2eMessage v2Message(int tagLengthBytes, byte[] plaintext) {
    byte[] led = new byte[1 + plaintext.length];
    led[0] = 0x77;
    System.arraycopy(plaintext, 0, led, 1, plaintext.length);
    return message(V2, tagLengthBytes, led);
  }

  private static E2eMessage message(KeyIdentity identity, int tagLengthBytes, byte[] plaintext) {
    byte[] header = identity.toBytes();
    byte[] bytes = Arrays.copyOf(header, header.length + plaintext.length + tagLengthBytes);
    AeadEngine.bouncyCastle().seal(KEY, NONCE, tagLengthBytes, plaintext, bytes, header.length);
    return E2eMessage.parse(bytes);
  }

  private static void assertClosed(ProtectionParameters parameters) {
    assertThatThrownBy(parameters.key()::exposeCopy).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(parameters.nonce()::exposeCopy).isInstanceOf(InvalidInputException.class);
  }
}
