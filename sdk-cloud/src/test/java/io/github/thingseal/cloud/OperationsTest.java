package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.e2e.BulkProcessor;
import io.github.thingseal.cloud.e2e.E2eUnprotector;
import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.MessageAuthenticationException;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.e2e.UnsupportedCipherSuiteException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every operation sends and how it reads its answer. */
class OperationsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final RotPublicUid UID = RotPublicUid.of("0A04F008003C9623");
  private static final KeyIdentity IDENTITY =
      KeyIdentity.fromHex("11010008003f97203b08c787d1b20000");
  private static final PskIdentity PSK_IDENTITY =
      PskIdentity.fromHex("11010008003f9720f38c30c88428");
  private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NONCE = "nonce of 13 b".getBytes(StandardCharsets.US_ASCII);

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
  void authenticate_whenCalled_sendsKeyAndSecretWithoutAuthorization() {
    services.authenticate();

    RecordedRequest request = service.requests.get(0);
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getUrl().encodedPath()).isEqualTo("/v1/authenticate");
    assertThat(request.getHeaders().get("Authorization")).isNull();
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(request.getHeaders().get("User-Agent")).matches("thingseal/\\d\\S+ \\(java \\d+\\)");
    assertThat(FakeService.bodyOf(request))
        .contains("\"APIKey\":\"" + FakeService.ACCESS_KEY + "\"")
        .contains("\"APISecret\":\"" + FakeService.ACCESS_SECRET + "\"");
  }

  @Test
  void uplinkParameters_whenAnswered_readsAllFields() {
    service.enqueue(200, parameters("\"ROTPublicUID\":\"0a04f008003c9623\",\"Later\":{\"x\":[1]}"));

    try (ProtectionParameters read = services.e2e().uplinkParameters(IDENTITY).execute()) {
      assertThat(read.keyIdentity()).isEqualTo(IDENTITY);
      assertThat(read.key()).isEqualTo(SecretBytes.copyOf(KEY));
      assertThat(read.nonce()).isEqualTo(SecretBytes.copyOf(NONCE));
      assertThat(read.macLengthBits()).isEqualTo(128);
      assertThat(read.cipherSuite()).isEqualTo("AES_128_CCM");
      assertThat(read.rotPublicUid()).contains(UID);
    }
    RecordedRequest sent = service.businessRequests().get(0);
    assertThat(sent.getUrl().encodedPath()).isEqualTo("/v1/e2e/uplink/protectionparameters/get");
    assertThat(FakeService.bodyOf(sent)).isEqualTo("{\"EncryptedHeader\":\"" + IDENTITY + "\"}");
    assertThat(sent.getHeaders().get("Authorization"))
        .isEqualTo(FakeService.token(1, VirtualTime.START.plusSeconds(3600)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"rot:0a04-f008\"", "\"0002000005B52001\"", "721701"})
  void uplinkParameters_whenUidHasAnotherForm_keepsIt(String uid) {
    service.enqueue(200, parameters("\"ROTPublicUID\":" + uid));

    try (ProtectionParameters read = services.e2e().uplinkParameters(IDENTITY).execute()) {
      String expected = uid.startsWith("\"") ? uid.replace("\"", "") : "00000000000b0325";
      assertThat(read.rotPublicUidText()).isEqualTo(expected);
    }
  }

  @Test
  void unprotect_whenMessageIsRight_givesPlaintext() {
    service.enqueue(200, parameters("\"ROTPublicUID\":\"x\""));
    E2eMessage message = message("17.5 C");

    assertThat(services.e2e().unprotect(message.toBytes())).asString().isEqualTo("17.5 C");
  }

  @Test
  void unprotect_whenOneByteIsChanged_refuses() {
    service.enqueue(200, parameters("\"ROTPublicUID\":\"x\""));
    byte[] message = message("17.5 C").toBytes();
    message[20] ^= 1;

    assertThatThrownBy(() -> services.e2e().unprotect(message))
        .isInstanceOf(MessageAuthenticationException.class);
  }

  @Test
  void unprotect_whenMessageIsMalformed_sendsNothing() {
    assertThatThrownBy(() -> services.e2e().unprotect(new byte[] {0x11, 2, 3}))
        .isInstanceOf(InvalidInputException.class);
    assertThat(service.requests).isEmpty();
  }

  @Test
  void unprotect_whenSuiteIsUnknown_namesIt() {
    service.enqueue(
        200, parameters("\"ROTPublicUID\":\"x\"").replace("AES_128_CCM", "CHACHA_9000"));

    assertThatThrownBy(() -> services.e2e().unprotect(message("x")))
        .isInstanceOf(UnsupportedCipherSuiteException.class)
        .hasMessageContaining("CHACHA_9000");
  }

  @Test
  void unprotectCall_whenSubmitted_givesPlaintext() {
    service.enqueue(200, parameters("\"ROTPublicUID\":\"x\""));
    service.enqueue(200, parameters("\"ROTPublicUID\":\"x\""));
    ServiceCall<byte[]> call = services.e2e().unprotectCall(message("17.5 C"));

    assertThat(call.operation()).isEqualTo(Operations.E2E_UPLINK);
    assertThat(call.timeout(Duration.ofMinutes(1)).submit())
        .succeedsWithin(PATIENCE)
        .isEqualTo("17.5 C".getBytes(StandardCharsets.UTF_8));
    assertThat(call.maxAttempts(1).execute()).asString().isEqualTo("17.5 C");
  }

  @Test
  void unprotectCall_whenTheMessageIsAltered_failsItsFuture() {
    service.enqueue(200, parameters("\"ROTPublicUID\":\"x\""));
    byte[] altered = message("17.5 C").toBytes();
    altered[20] ^= 1;

    assertThat(services.e2e().unprotectCall(E2eMessage.parse(altered)).submit())
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .withCauseInstanceOf(MessageAuthenticationException.class);
  }

  @Test
  void protectCall_whenSubmitted_givesTheMessage() {
    service.enqueue(
        200,
        parameters(
            "\"ROTPublicUID\":\"0A04F008003C9623\",\"EncryptedHeader\":\"" + IDENTITY + "\""));
    byte[] plaintext = "on".getBytes(StandardCharsets.UTF_8);

    assertThat(services.e2e().protectCall(UID, plaintext).submit())
        .succeedsWithin(PATIENCE)
        .satisfies(
            message ->
                assertThat(E2eCipher.standard().unprotect(message, fresh())).isEqualTo(plaintext));
  }

  @Test
  void unprotector_whenAMessageComesAgain_sendsOneRequest() {
    service.enqueue(200, parameters("\"ROTPublicUID\":\"0A04F008003C9623\""));
    byte[] message = message("17.5 C").toBytes();

    try (E2eUnprotector unprotector = services.e2e().unprotector().build()) {
      assertThat(unprotector.unprotectAll(List.of(message, message)))
          .allSatisfy(
              result -> {
                assertThat(result.plaintext()).asString().isEqualTo("17.5 C");
                assertThat(result.rotPublicUid()).contains(UID);
              });
      assertThat(unprotector.unprotect(message)).asString().isEqualTo("17.5 C");
    }
    assertThat(service.businessRequests()).hasSize(1);
  }

  /** Their code may wait, such as for another call, and must not do so where answers arrive. */
  @Test
  void unprotector_whenItHasLookedUp_runsTheCodeOfCallersOnThreadsForThat() {
    CountDownLatch begun = new CountDownLatch(1);
    service.answerWith(
        request -> {
          awaited(begun);
          return FakeService.json(200, parameters("\"ROTPublicUID\":\"0A04F008003C9623\"")).build();
        });
    E2eMessage message = message("17.5 C");
    CompletableFuture<String> future = new CompletableFuture<>();
    CompletableFuture<String> batch = new CompletableFuture<>();
    ThreadOfSubscriber stream = new ThreadOfSubscriber();
    try (E2eUnprotector unprotector = services.e2e().unprotector().build()) {
      var unused = unprotector.submit(message).thenRun(() -> nameThread(future));
      unused = unprotector.submitAll(List.of(message.toBytes())).thenRun(() -> nameThread(batch));
      BulkProcessor<byte[]> processor =
          unprotector.<byte[]>bulk(bytes -> bytes).build().processor();
      processor.subscribe(stream);
      processor.onNext(message.toBytes());
      begun.countDown();

      for (CompletableFuture<String> each : List.of(future, batch, stream.name)) {
        assertThat(each).succeedsWithin(PATIENCE).asString().matches("thingseal-cloud-\\d+");
      }
    }
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class ThreadOfSubscriber implements Flow.Subscriber<Object> {
    private final CompletableFuture<String> name = new CompletableFuture<>();

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(1);
    }

    @Override
    public void onNext(Object result) {
      nameThread(name);
    }

    @Override
    public void onError(Throwable thrown) {
      name.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {}
  }

  private static void nameThread(CompletableFuture<String> name) {
    name.complete(Thread.currentThread().getName());
  }

  @Test
  void protect_whenCalledAgain_fetchesFreshParametersAndRefusesUsedOnes() {
    String answer =
        parameters(
            "\"ROTPublicUID\":\"0A04F008003C9623\",\"EncryptedHeader\":\"" + IDENTITY + "\"");
    service.enqueue(200, answer);
    service.enqueue(200, answer.replace(IDENTITY.hex(), "11010008003f97203b08c787d1b30000"));
    service.enqueue(200, answer);

    byte[] plaintext = "on".getBytes(StandardCharsets.UTF_8);
    E2eMessage message = services.e2e().protect(UID, plaintext);
    services.e2e().protect(UID, plaintext);

    assertThat(E2eCipher.standard().unprotect(message, fresh())).isEqualTo(plaintext);
    assertThatThrownBy(() -> services.e2e().protect(UID, plaintext))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("again");
    assertThat(service.businessRequests()).hasSize(3);
    assertThat(FakeService.bodyOf(service.businessRequests().get(0)))
        .isEqualTo("{\"ROTPublicUID\":\"0a04f008003c9623\"}");
  }

  @Test
  void protect_whenParametersAreOfAnotherModule_refuses() {
    service.enqueue(
        200,
        parameters(
            "\"ROTPublicUID\":\"0000000000000001\",\"EncryptedHeader\":\"" + IDENTITY + "\""));

    assertThatThrownBy(() -> services.e2e().protect(UID, new byte[1]))
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("another module");
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32})
  void psk_whenOfEitherSize_isRead(int bytes) {
    byte[] key = new byte[bytes];
    key[3] = 7;
    service.enqueue(200, "{\"PSK\":\"" + base64(key) + "\",\"ROTPublicUID\":\"x\"}");

    try (Psk psk = services.psk().get(PSK_IDENTITY).execute()) {
      assertThat(psk).isEqualTo(Psk.of(PSK_IDENTITY, SecretBytes.copyOf(key)));
    }
    assertThat(FakeService.bodyOf(service.businessRequests().get(0)))
        .isEqualTo("{\"PSKIdentity\":\"11010008003f9720f38c30c88428\"}");
  }

  @Test
  void psk_whenOfAnotherSize_isRefused() {
    service.enqueue(200, "{\"PSK\":\"" + base64(new byte[24]) + "\"}");

    assertThatThrownBy(() -> services.psk().get(PSK_IDENTITY).execute())
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("24");
  }

  @Test
  void psk_whenHexIsNotAskedFor_isNeverGuessed() {
    String hex = "00112233445566778899aabbccddeeff";
    service.enqueue(200, "{\"PSK\":\"" + hex + "\"}");
    service.enqueue(200, "{\"PSK\":\"" + hex + "\"}");

    assertThatThrownBy(() -> services.psk().get(PSK_IDENTITY).execute())
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageNotContaining(hex);
    try (SecurityServices hexServices = service.builder().pskEncoding(PskEncoding.HEX).build();
        Psk psk = hexServices.psk().get(PSK_IDENTITY).execute()) {
      assertThat(psk.key()).isEqualTo(SecretBytes.fromHex(hex));
    }
  }

  @Test
  void device_whenComplete_isRead() {
    service.enqueue(
        200,
        "{\"ROTPublicUID\":\"0A04F008003C9623\",\"DeviceProfileUID\":\"AgbCtixjwqLjwV3VWpfPyz\","
            + "\"SerialNumber\":\"356000000000001\",\"State\":\"OWNED\",\"Blacklisted\":false,"
            + "\"BootstrappedAt\":\"2026-01-31T13:00:00+01:00\","
            + "\"LastHeartbeatAt\":\"2026-02-01T00:00:00.5Z\"}");

    Device device = services.devices().get(UID).execute();

    assertThat(device.rotPublicUid().is(UID)).isTrue();
    assertThat(device.isOwned()).isTrue();
    assertThat(
            device.isSealedWith(
                DeviceProfileUid.of("AgbCtixjwqLjwV3VWpfPyz"),
                DeviceSerialNumber.of("356000000000001")))
        .isTrue();
    assertThat(device.bootstrappedAt()).contains(Instant.parse("2026-01-31T12:00:00Z"));
    assertThat(device.lastHeartbeatAt()).contains(Instant.parse("2026-02-01T00:00:00.500Z"));
    assertThat(device.toString()).doesNotContain("AgbCtixjwqLjwV3VWpfPyz");
  }

  @Test
  void devices_whenFieldsAreAbsent_areEmpty() {
    service.enqueue(
        200,
        "{\"Devices\":[{\"ROTPublicUID\":\"a\",\"State\":\"ALLOCATED\",\"Blacklisted\":true,"
            + "\"SerialNumber\":null}]}");

    List<Device> devices = services.devices().list(DeviceProfileUid.of("AgbC")).execute();

    assertThat(devices)
        .containsExactly(
            Device.builder(new ReportedUid("a"), DeviceState.ALLOCATED).blacklisted(true).build());
    assertThat(FakeService.bodyOf(service.businessRequests().get(0)))
        .isEqualTo("{\"DeviceProfileUID\":\"AgbC\"}");
  }

  @Test
  void clonesAndSuspects_whenListed_areRead() {
    Instant at = Instant.parse("2026-01-31T12:00:00Z");
    service.enqueue(
        200,
        "{\"Devices\":[{\"ROTPublicUID\":\"a\",\"DetectedAt\":\"" + at + "\",\"Attempts\":2}]}");
    service.enqueue(200, "{\"Devices\":[{\"ROTPublicUID\":\"b\",\"Reason\":\"odd\"}]}");

    assertThat(services.devices().clones().execute())
        .containsExactly(new DetectedClone(new ReportedUid("a"), at, 2));
    assertThat(services.devices().suspicious().execute())
        .containsExactly(new SuspiciousDevice(new ReportedUid("b"), null, "odd"));
    assertThat(service.businessRequests())
        .extracting(r -> r.getUrl().encodedPath() + FakeService.bodyOf(r))
        .containsExactly("/v1/device/clone/get{}", "/v1/device/suspicious/get{}");
  }

  @Test
  void whitelist_whenChangedAndListed_sendsAndReadsUids() {
    service.enqueue(200, "{}");
    service.enqueue(200, "{\"ROTPublicUIDs\":[\"0A04F008003C9623\"]}");
    service.enqueue(204, "");

    services.whitelist().add(UID).execute();
    List<ReportedUid> listed = services.whitelist().list().execute();
    services.whitelist().remove(UID, RotPublicUid.of("0000000000000001")).execute();

    assertThat(listed).hasSize(1).allMatch(uid -> uid.is(UID));
    assertThat(service.businessRequests())
        .extracting(r -> r.getUrl().encodedPath() + FakeService.bodyOf(r))
        .containsExactly(
            "/v1/whitelist/add{\"ROTPublicUIDs\":[\"0a04f008003c9623\"]}",
            "/v1/whitelist/list{}",
            "/v1/whitelist/remove{\"ROTPublicUIDs\":[\"0a04f008003c9623\",\"0000000000000001\"]}");
  }

  @Test
  void features_whenChangedAndAsked_sendNamesAndReadState() {
    service.enqueue(200, "{}");
    service.enqueue(200, "{}");
    service.enqueue(
        200,
        "{\"Features\":[{\"Name\":\"LocalC2C\",\"Active\":false,\"Requested\":true},"
            + "{\"Name\":\"Future\",\"Active\":true}]}");

    services.features().activate(UID, Feature.LOCAL_C2C, Feature.ZTP).execute();
    services.features().deactivate(UID, Feature.of("Future")).execute();

    assertThat(services.features().status(UID).execute())
        .containsExactly(
            new FeatureStatus(Feature.LOCAL_C2C, false, true),
            new FeatureStatus(Feature.of("Future"), true, true));
    assertThat(service.businessRequests())
        .extracting(r -> r.getUrl().encodedPath() + FakeService.bodyOf(r))
        .containsExactly(
            "/v1/device/feature/activate{\"ROTPublicUID\":\"0a04f008003c9623\","
                + "\"Features\":[\"LocalC2C\",\"ZTP\"]}",
            "/v1/device/feature/deactivate{\"ROTPublicUID\":\"0a04f008003c9623\","
                + "\"Features\":[\"Future\"]}",
            "/v1/device/feature/get{\"ROTPublicUID\":\"0a04f008003c9623\"}");
  }

  @Test
  void changes_whenNothingIsNamed_areRefusedBeforeTheyAreSent() {
    assertThatThrownBy(() -> services.whitelist().add()).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> services.features().activate(UID))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void genericCall_whenAnswered_givesTheTextAsItIs() {
    service.enqueue(200, "{ \"Any\" : [1, 2] }");

    assertThat(services.call("/some/path", "{\"a\":1}").execute())
        .isEqualTo("{ \"Any\" : [1, 2] }");
    assertThat(FakeService.bodyOf(service.businessRequests().get(0))).isEqualTo("{\"a\":1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "some",
        "",
        "//evil.example/x",
        "/a/../b",
        "/a?x=1",
        "/a#b",
        "/a b",
        "/a%2fb",
        "/a/",
        "/.",
        "https://evil.example/",
        "/a\r\nX: y"
      })
  void genericCall_whenPathIsNotPlain_isRefused(String path) {
    assertThatThrownBy(() -> services.call(path, "{}")).isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{} {}", "null", "\"a\""})
  void genericCall_whenRequestIsNoObject_isRefused(String json) {
    assertThatThrownBy(() -> services.call("/a", json)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void path_whenOverridden_isUsed() {
    service.enqueue(200, "{\"Devices\":[]}");
    try (SecurityServices other =
        service.builder().path(Operations.DEVICE_CLONES, "/v2/clones").build()) {
      other.devices().clones().execute();

      Operation inForce = other.catalogue().get("device.clones");
      assertThat(inForce.path()).isEqualTo("/v2/clones");
    }
    assertThat(service.businessRequests().get(0).getUrl().encodedPath()).isEqualTo("/v1/v2/clones");
  }

  private static String parameters(String more) {
    return "{\"Nonce\":\""
        + base64(NONCE)
        + "\",\"MACLength\":128,\"CipherSuite\":\"AES_128_CCM\",\"Key\":\""
        + base64(KEY)
        + "\","
        + more
        + "}";
  }

  private static E2eMessage message(String text) {
    return E2eCipher.standard().protect(text.getBytes(StandardCharsets.UTF_8), fresh());
  }

  private static ProtectionParameters fresh() {
    return ProtectionParameters.builder(
            IDENTITY, SecretBytes.copyOf(KEY), SecretBytes.copyOf(NONCE))
        .build();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
