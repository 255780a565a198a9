package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers that are about something else are refused; those that are merely spelled otherwise not.
 */
class AnswersTest {
  private static final RotPublicUid UID = RotPublicUid.of("0a04f008003c9623");
  private static final String OTHER = "0000000000000001";
  private static final String IDENTITY = "11010008003f97203b08c787d1b20000";
  private static final KeyIdentity KEY_IDENTITY = KeyIdentity.fromHex(IDENTITY);
  private static final PskIdentity PSK_IDENTITY = PskIdentity.fromHex("1101");
  private static final String PARAMETERS =
      "\"Nonce\":\"bm9uY2Ugb2YgMTMgYg==\",\"MACLength\":128,\"CipherSuite\":\"AES_128_CCM\","
          + "\"Key\":\"MDEyMzQ1Njc4OWFiY2RlZg==\"";
  private static final String PSK = "{\"PSK\":\"AAAAAAAAAAAAAAAAAAAAAA==\"";

  private FakeService service;
  private SecurityServices services;

  @BeforeEach
  void start() throws IOException {
    service = FakeService.overHttp();
    services = service.services();
  }

  @AfterEach
  void stop() {
    services.close();
    service.close();
  }

  @Test
  void change_whenTheAnswerListsOthersToo_isDone() {
    service.enqueue(200, "{\"ROTPublicUIDs\":[\"0000000000000001\",\"" + UID.hex() + "\"]}");

    assertThat(services.whitelist().add(UID).execute()).isEqualTo(Done.DONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"ROTPublicUID\":\"0000000000000001\"",
        "\"RoTPublicUID\":\"0x0000000000000001\"",
        "\"ROTPublicUID\":\"00:00:00:00:00:00:00:01\"",
        "\"rotPublicUid\":\"0000-0000-0000-0001\"",
        "\"ROTPublicUID\":1",
        "\"ROTPublicUIDs\":[\"0000000000000001\",\"0x0000000000000003\"]",
        "\"Devices\":[{\"RoTPublicUID\":\"0000000000000001\"}]",
        "\"Changed\":{\"Rotpublicuids\":[1]}",
      })
  void everyOperationOnAModule_whenTheAnswerIsAboutAnother_refusesIt(String named) {
    Map<ServiceCall<?>, String> answers =
        Map.of(
            services.devices().get(UID), "{\"State\":\"OWNED\",",
            services.features().status(UID), "{\"Features\":[],",
            services.features().activate(UID, Feature.ZTP), "{",
            services.features().deactivate(UID, Feature.ZTP), "{",
            services.whitelist().add(UID), "{",
            services.whitelist().remove(UID, RotPublicUid.of("0000000000000002")), "{",
            services.e2e().downlinkParameters(UID),
                "{\"EncryptedHeader\":\"" + IDENTITY + "\"," + PARAMETERS + ",");
    answers.forEach(
        (call, beginning) -> {
          service.enqueue(200, beginning + named + "}");
          assertThatThrownBy(call::execute)
              .as(call.toString())
              .isInstanceOf(UnexpectedAnswerException.class)
              .hasMessageContaining("about another module");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"ROTPublicUID\":\"0A04F008003C9623\"",
        "\"RoTPublicUID\":\"0a:04:f0:08:00:3c:96:23\"",
        "\"ROTPublicUID\":721965757440497187",
        "\"ROTPublicUID\":\"rot:unheard-of\"",
      })
  void everyOperationOnAModule_whenTheAnswerMayBeAboutIt_takesIt(String named) {
    service.enqueue(200, "{\"State\":\"OWNED\"," + named + "}");
    service.enqueue(200, "{\"Features\":[]," + named + "}");
    service.enqueue(200, "{" + named + "}");
    service.enqueue(200, "{" + named + "}");
    String parameters =
        "{\"EncryptedHeader\":\"" + IDENTITY + "\"," + PARAMETERS + "," + named + "}";
    service.enqueue(200, parameters);

    assertThat(services.devices().get(UID).execute().isOwned()).isTrue();
    assertThat(services.features().status(UID).execute()).isEmpty();
    assertThat(services.features().activate(UID, Feature.ZTP).execute()).isEqualTo(Done.DONE);
    assertThat(services.whitelist().add(UID).execute()).isEqualTo(Done.DONE);
    services.e2e().downlinkParameters(UID).execute().close();
  }

  /** What a cloud application asks for here is an identity; whose it is, is news. */
  @Test
  void uplinkAndPsk_whenTheAnswerNamesAModule_takeItWhateverItIs() {
    service.enqueue(200, "{" + PARAMETERS + ",\"ROTPublicUID\":\"" + OTHER + "\"}");
    service.enqueue(200, PSK + ",\"ROTPublicUID\":\"" + OTHER + "\"}");

    try (ProtectionParameters read = services.e2e().uplinkParameters(KEY_IDENTITY).execute();
        Psk psk = services.psk().get(PSK_IDENTITY).execute()) {
      assertThat(read.rotPublicUidText()).isEqualTo(OTHER);
      assertThat(psk.identity()).isEqualTo(PSK_IDENTITY);
    }
  }

  @Test
  void uplinkAndPsk_whenTheAnswerRepeatsAnotherIdentity_refuseIt() {
    service.enqueue(200, "{" + PARAMETERS + ",\"EncryptedHeader\":\"" + "1".repeat(32) + "\"}");
    service.enqueue(200, PSK + ",\"PSKIdentity\":\"1102\"}");
    service.enqueue(200, "{" + PARAMETERS + ",\"EncryptedHeader\":\"" + IDENTITY + "\"}");
    service.enqueue(200, PSK + ",\"PSKIdentity\":\"1101\"}");

    assertThatThrownBy(() -> services.e2e().uplinkParameters(KEY_IDENTITY).execute())
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("EncryptedHeader is another one");
    assertThatThrownBy(() -> services.psk().get(PSK_IDENTITY).execute())
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("PSKIdentity is another one");
    services.e2e().uplinkParameters(KEY_IDENTITY).execute().close();
    services.psk().get(PSK_IDENTITY).execute().close();
  }

  @Test
  void devicesOfAProfile_whenOneIsOfAnother_areRefusedWithoutShowingIt() {
    service.enqueue(
        200,
        "{\"Devices\":[{\"ROTPublicUID\":\""
            + OTHER
            + "\",\"State\":\"OWNED\",\"DeviceProfileUID\":\"AnotherProfileOfTests1\"}]}");

    assertThatThrownBy(() -> services.devices().list(DeviceProfileUid.of("AgbC")).execute())
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("of another profile")
        .hasMessageContaining(OTHER)
        .hasMessageNotContaining("AnotherProfile");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ",\"RoTPublicUID\":\"x\"", ",\"ROTPublicUID\":true", ",\"rotpublicuid\":1"})
  void decryption_whenTheModuleIsNotOrOddlyNamed_worksAllTheSame(String named) {
    service.enqueue(200, "{" + PARAMETERS + named + "}");

    assertThat(services.e2e().unprotect(message("17.5 C"))).asString().isEqualTo("17.5 C");
  }

  @Test
  void fieldNames_whenInOtherCase_areFoundUnlessTwoAre() {
    service.enqueue(
        200, "{" + PARAMETERS.replace("MACLength", "macLength").replace("Key", "key") + "}");
    service.enqueue(200, "{" + PARAMETERS + ",\"KEY\":\"x\"}");
    service.enqueue(200, "{" + PARAMETERS.replace("\"Key\"", "\"KEY\":\"x\",\"key\"") + "}");

    services.e2e().uplinkParameters(KEY_IDENTITY).execute().close();
    services.e2e().uplinkParameters(KEY_IDENTITY).execute().close();
    assertThatThrownBy(() -> services.e2e().uplinkParameters(KEY_IDENTITY).execute())
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("two spellings of the field Key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"128", "128.0", "1.28e2", "1280e-1", "128.000"})
  void number_whenWhole_isTaken(String number) {
    service.enqueue(200, "{" + PARAMETERS.replace(":128", ":" + number) + "}");

    try (ProtectionParameters read = services.e2e().uplinkParameters(KEY_IDENTITY).execute()) {
      assertThat(read.macLengthBits()).isEqualTo(128);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "128.5",
        "\"128\"",
        "1e400",
        "-1e400",
        "9007199254740993.0",
        "4294967424",
        "true",
        "[128]",
        "1e-400",
        "12800000000000000000000000000000000000",
        "0.128e99999999999"
      })
  void number_whenNotWholeOrOutOfRange_isRefused(String number) {
    service.enqueue(200, "{" + PARAMETERS.replace(":128", ":" + number) + "}");

    assertThatThrownBy(() -> services.e2e().uplinkParameters(KEY_IDENTITY).execute())
        .isInstanceOf(UnexpectedAnswerException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "true", "1.5", "1e99", "\"\"", "null"})
  void device_whenAFieldThatMayBeAbsentIsMalformed_isNotLost(String odd) {
    String fields =
        "'SerialNumber':ODD,'DeviceProfileUID':ODD,'Attempts':ODD,'Reason':ODD"
            .replace("ODD", odd)
            .replace('\'', '"');
    for (int i = 0; i < 3; i++) {
      service.enqueue(
          200, "{\"Devices\":[{\"ROTPublicUID\":\"a\",\"State\":\"OWNED\"," + fields + "}]}");
    }

    assertThat(services.devices().list().execute())
        .singleElement()
        .satisfies(
            device -> {
              assertThat(device.serialNumber()).isEmpty();
              assertThat(device.deviceProfileUid()).isEmpty();
            });
    assertThat(services.devices().clones().execute())
        .containsExactly(new DetectedClone(new ReportedUid("a"), null, null));
    assertThat(services.devices().suspicious().execute())
        .containsExactly(new SuspiciousDevice(new ReportedUid("a"), null, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"today\"",
        "1769860800",
        "{}",
        "\"2026-01-31\"",
        "\"\"",
        "\"+999999999999-01-01T00:00:00Z\""
      })
  void device_whenOneDateIsMalformed_isNotLost(String date) {
    service.enqueue(
        200,
        "{\"Devices\":[{\"ROTPublicUID\":\""
            + UID
            + "\",\"State\":\"OWNED\",\"SerialNumber\":356000000000001,\"BootstrappedAt\":"
            + date
            + ",\"LastHeartbeatAt\":\"2026-02-01T00:00:00Z\"}]}");
    service.enqueue(
        200,
        "{\"Devices\":[{\"ROTPublicUID\":\"a\",\"DetectedAt\":" + date + ",\"Attempts\":2.0}]}");

    assertThat(services.devices().list().execute())
        .singleElement()
        .satisfies(
            device -> {
              assertThat(device.bootstrappedAt()).isEmpty();
              assertThat(device.serialNumber()).contains("356000000000001");
              assertThat(device.lastHeartbeatAt()).contains(Instant.parse("2026-02-01T00:00:00Z"));
            });
    assertThat(services.devices().clones().execute())
        .containsExactly(new DetectedClone(new ReportedUid("a"), null, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void answer_whenNestedDeeply_isRefusedInItsOwnWords(String opening) {
    String closing = opening.equals("[") ? "]" : "}";
    service.enqueue(
        200, "{\"Devices\":[],\"x\":" + opening.repeat(5000) + "1" + closing.repeat(5000) + "}");
    service.enqueue(400, opening.repeat(5000) + "1" + closing.repeat(5000));

    assertThatThrownBy(() -> services.devices().list().execute())
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("nested too deeply");
    assertThatThrownBy(() -> services.devices().list().execute())
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> services.call("/a", "{\"x\":" + "[".repeat(5000) + "}"))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void answer_whenANumberIsEndless_isRefused() {
    service.enqueue(200, "{\"Devices\":[],\"x\":" + "9".repeat(5000) + "}");

    assertThatThrownBy(() -> services.devices().list().execute())
        .isInstanceOf(UnexpectedAnswerException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"a\\u0000b\"", "\"line\\nbreak\"", "5"})
  void suite_whenItIsNoName_isRefusedWithoutQuotingIt(String suite) {
    service.enqueue(200, "{" + PARAMETERS.replace("\"AES_128_CCM\"", suite) + "}");

    assertThatThrownBy(() -> services.e2e().unprotect(message("x")))
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("CipherSuite")
        .hasMessageNotContaining("break");
  }

  /** Parameters are handed out once; they are not fetched for what cannot be sent. */
  @Test
  void protect_whenThePlaintextCannotFit_fetchesNothing() {
    List<byte[]> tooLong = List.of(new byte[65_536], new byte[1 << 24]);

    for (byte[] plaintext : tooLong) {
      assertThatThrownBy(() -> services.e2e().protect(UID, plaintext))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("65535");
    }
    assertThatThrownBy(() -> services.e2e().protect(UID, noBytes()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("plaintext");
    assertThat(service.requests).isEmpty();
  }

  @Test
  void protect_whenThePlaintextJustFits_works() {
    service.enqueue(200, "{\"EncryptedHeader\":\"" + IDENTITY + "\"," + PARAMETERS + "}");

    E2eMessage message = services.e2e().protect(UID, new byte[65_535]);

    assertThat(message.lengthBytes()).isEqualTo(65_535 + 32);
  }

  /** Callers without null checks have such a variable. */
  @SuppressWarnings("NullAway")
  private static byte[] noBytes() {
    return null;
  }

  private static byte[] message(String text) {
    ProtectionParameters parameters =
        ProtectionParameters.builder(
                KEY_IDENTITY,
                SecretBytes.fromBase64("MDEyMzQ1Njc4OWFiY2RlZg=="),
                SecretBytes.fromBase64("bm9uY2Ugb2YgMTMgYg=="))
            .build();
    return E2eCipher.standard()
        .protect(text.getBytes(StandardCharsets.UTF_8), parameters)
        .toBytes();
  }
}
