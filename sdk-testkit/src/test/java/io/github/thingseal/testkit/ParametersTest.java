package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.psk.PskSize;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.CCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  private static final String UPLINK = "/e2e/uplink/protectionparameters/get";
  private static final String DOWNLINK = "/e2e/downlink/protectionparameters/get";
  private static final String TEXT = "The quick brown fox jumps over the lazy dog.";

  private final SecureRandom random = new SecureRandom();
  private final SimulatedServices services = SimulatedServices.start();
  private final RestClient client = RestClient.authenticated(services);
  private final TestDevice device = TestDevice.owned(services);
  private final RootOfTrust root = services.rootOfTrust(device.uid());

  @AfterEach
  void close() {
    root.close();
    services.close();
  }

  @ParameterizedTest
  @EnumSource(E2eVersion.class)
  void uplink_ofAHeader_answersExactlyTheFiveFields(E2eVersion version) {
    KeyIdentity identity = root.newKeyIdentity(version, 0, random);
    HttpResponse<String> response = client.post(UPLINK, header(identity.hex()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    try (ProtectionParameters expected = root.uplink(identity)) {
      assertThat(response.body())
          .isEqualTo(
              "{\"Nonce\":\""
                  + expected.nonce().expose(Base64.getEncoder()::encodeToString)
                  + "\",\"MACLength\":128,\"CipherSuite\":\"AES_128_CCM\",\"Key\":\""
                  + expected.key().expose(Base64.getEncoder()::encodeToString)
                  + "\",\"ROTPublicUID\":\""
                  + device.uid()
                  + "\"}");
    }
  }

  @Test
  void uplink_withUpperCaseHeader_answersTheSame() {
    String hex = root.newKeyIdentity(E2eVersion.V1, 0, random).hex();

    assertThat(client.call(UPLINK, header(hex.toUpperCase(Locale.ROOT))))
        .isEqualTo(client.call(UPLINK, header(hex)));
  }

  /** What the vendor's script does: it knows bytes, hex, Base64 and AES-CCM. */
  @Test
  void uplink_ofAMessage_givesWhatTheVendorsScriptNeedsToDecryptIt() throws Exception {
    byte[] message = protect(TEXT);
    String hex = HexFormat.of().formatHex(message);

    String encryptedHeader = hex.substring(0, hex.charAt(0) == '1' ? 32 : 22);
    JsonNode answer = client.call(UPLINK, header(encryptedHeader));
    int macBytes = answer.path("MACLength").asInt() / 8;
    byte[] sealed = Arrays.copyOfRange(message, encryptedHeader.length() / 2, message.length);

    assertThat(answer.path("CipherSuite").asText()).isEqualTo("AES_128_CCM");
    byte[] plain =
        ccm(
            false,
            Base64.getDecoder().decode(answer.path("Key").asText()),
            Base64.getDecoder().decode(answer.path("Nonce").asText()),
            macBytes,
            sealed);
    assertThat(new String(plain, StandardCharsets.UTF_8)).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "zz010008003f97203b08c787d1b20000",
        "11010008003f97203b08c787d1b200",
        "11010008003f97203b08c787d1b2000000",
        "31010008003f97203b08c787d1b20000",
        "21010008003f97203b08c787d1b20000",
        "11010008003f97203b08c7"
      })
  void uplink_ofMalformedHeader_saysWhatItShouldBe(String hex) {
    HttpResponse<String> response = client.post(UPLINK, header(hex));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(RestClient.json(response).path("message").asText())
        .startsWith("EncryptedHeader must be ")
        .contains(hex);
  }

  @ParameterizedTest
  @CsvSource({
    UPLINK + ", EncryptedHeader, 11010008003f97203b08c787d1b20000",
    UPLINK + ", EncryptedHeader, 21010008003f97203b08c7",
    "/psk/get, PSKIdentity, 11010008003f9720f38c30c88428",
    "/psk/get, PSKIdentity, 11"
  })
  void identity_ofNoKnownModule_isNotFound(String path, String field, String hex) {
    HttpResponse<String> response = client.post(path, "{\"" + field + "\":\"" + hex + "\"}");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains(hex);
  }

  @Test
  void uplink_ofUnsealedDevice_isNotFound() {
    TestDevice unsealed = TestDevice.manufacture(services);
    unsealed.bootstrap();
    try (RootOfTrust its = services.rootOfTrust(unsealed.uid())) {
      String hex = its.newKeyIdentity(E2eVersion.V1, 0, random).hex();

      assertThat(client.post(UPLINK, header(hex)).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void downlink_ofADevice_answersAFreshIdentityWithItsParameters() {
    JsonNode first = client.call(DOWNLINK, device.json());
    JsonNode second = client.call(DOWNLINK, device.json());

    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly(
            "Nonce", "MACLength", "CipherSuite", "Key", "ROTPublicUID", "EncryptedHeader");
    assertThat(first.path("EncryptedHeader").asText()).matches("1[0-9a-f]{31}");
    assertThat(second.path("EncryptedHeader")).isNotEqualTo(first.path("EncryptedHeader"));
    assertThat(second.path("Nonce")).isNotEqualTo(first.path("Nonce"));
    KeyIdentity identity = KeyIdentity.fromHex(first.path("EncryptedHeader").asText());
    try (ProtectionParameters expected = root.downlink(identity)) {
      assertThat(Base64.getDecoder().decode(first.path("Key").asText()))
          .isEqualTo(expected.key().exposeCopy());
      assertThat(Base64.getDecoder().decode(first.path("Nonce").asText()))
          .isEqualTo(expected.nonce().exposeCopy());
    }
  }

  @ParameterizedTest
  @EnumSource(PskSize.class)
  void psk_ofAnIdentity_isThatOfTheModule(PskSize size) {
    PskIdentity identity = root.newPskIdentity(size, 0, random);
    JsonNode answer = client.call("/psk/get", "{\"PSKIdentity\":\"" + identity.hex() + "\"}");

    assertThat(answer.fieldNames()).toIterable().containsExactly("PSK", "ROTPublicUID");
    assertThat(answer.path("ROTPublicUID").asText()).isEqualTo(device.uid().hex());
    try (Psk expected = root.psk(identity)) {
      assertThat(Base64.getDecoder().decode(answer.path("PSK").asText()))
          .hasSize(size.bytes())
          .isEqualTo(expected.key().exposeCopy());
    }
  }

  @Test
  void psk_ofTooLongOrMalformedIdentity_isBadRequest() {
    assertThat(
            client.post("/psk/get", "{\"PSKIdentity\":\"" + "11".repeat(33) + "\"}").statusCode())
        .isEqualTo(400);
    assertThat(client.post("/psk/get", "{\"PSKIdentity\":\"123\"}").statusCode()).isEqualTo(400);
  }

  @Test
  void parameters_whenTheFeatureIsNotActive_areForbidden() {
    client.call(
        "/device/feature/deactivate",
        "{\"ROTPublicUID\":\""
            + device.uid()
            + "\",\"Features\":[\"E2EDataProtection\",\"SymmetricKMS\"]}");
    device.heartbeat();
    String e2e = header(root.newKeyIdentity(E2eVersion.V1, 0, random).hex());
    String psk =
        "{\"PSKIdentity\":\"" + root.newPskIdentity(PskSize.BYTES_16, 0, random).hex() + "\"}";

    Map.of(UPLINK, e2e, DOWNLINK, device.json(), "/psk/get", psk)
        .forEach(
            (path, body) -> {
              HttpResponse<String> response = client.post(path, body);
              assertThat(response.statusCode()).as(path).isEqualTo(403);
              assertThat(response.body()).contains("is not active on device " + device.uid());
            });
  }

  @Test
  void identitiesOfTheOldKeySet_afterRotation_stillResolve() {
    KeyIdentity old = root.newKeyIdentity(E2eVersion.V1, 0, random);
    JsonNode before = client.call(UPLINK, header(old.hex()));
    services.portal().rotateKeys(device.uid());
    assertThat(downlinkKeySet()).isZero();

    assertThat(device.heartbeat().keySet()).isEqualTo(1);

    assertThat(downlinkKeySet()).isEqualTo(1);
    assertThat(client.call(UPLINK, header(old.hex()))).isEqualTo(before);
  }

  private int downlinkKeySet() {
    String header = client.call(DOWNLINK, device.json()).path("EncryptedHeader").asText();
    return HexFormat.of().parseHex(header)[8];
  }

  private byte[] protect(String text) throws InvalidCipherTextException {
    KeyIdentity identity = root.newKeyIdentity(E2eVersion.V1, 0, random);
    try (ProtectionParameters parameters = root.uplink(identity)) {
      byte[] sealed =
          ccm(
              true,
              parameters.key().exposeCopy(),
              parameters.nonce().exposeCopy(),
              parameters.macLengthBytes(),
              text.getBytes(StandardCharsets.UTF_8));
      byte[] message = Arrays.copyOf(identity.toBytes(), 16 + sealed.length);
      System.arraycopy(sealed, 0, message, 16, sealed.length);
      return message;
    }
  }

  private static byte[] ccm(boolean encrypt, byte[] key, byte[] nonce, int macBytes, byte[] input)
      throws InvalidCipherTextException {
    CCMModeCipher cipher = CCMBlockCipher.newInstance(AESEngine.newInstance());
    cipher.init(
        encrypt, new AEADParameters(new KeyParameter(key), macBytes * Byte.SIZE, nonce, null));
    byte[] output = new byte[cipher.getOutputSize(input.length)];
    int written = cipher.processBytes(input, 0, input.length, output, 0);
    cipher.doFinal(output, written);
    return output;
  }

  private static String header(String hex) {
    return "{\"EncryptedHeader\":\"" + hex + "\"}";
  }
}
