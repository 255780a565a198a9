package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.cloud.error.AccessDeniedException;
import io.github.thingseal.cloud.error.BadRequestException;
import io.github.thingseal.cloud.error.ConnectionFailedException;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.cloud.error.ServiceFailure;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.cloud.error.UntrustedServiceException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.PskIdentity;
import java.io.IOException;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which error says what. */
class FailureTest {
  private static final RotPublicUid UID = RotPublicUid.of("0a04f008003c9623");
  private static final KeyIdentity IDENTITY =
      KeyIdentity.fromHex("11010008003f97203b08c787d1b20000");

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
  void status_whenAnError_isOfItsBranch() {
    assertThat(failureOf(400))
        .isInstanceOf(BadRequestException.class)
        .isInstanceOf(InvalidInputException.class);
    assertThat(failureOf(403))
        .isInstanceOf(AccessDeniedException.class)
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("feature")
        .hasMessageContaining("plan");
    assertThat(failureOf(404))
        .isInstanceOf(NotFoundException.class)
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("ASSUMED");
    assertThat(failureOf(500))
        .isInstanceOf(ServiceUnavailableException.class)
        .isInstanceOf(TransientException.class);
    assertThat(failureOf(418)).isInstanceOf(UnexpectedAnswerException.class);
    assertThat(failureOf(302)).isInstanceOf(UnexpectedAnswerException.class);
  }

  @Test
  void status_whenADeviceMayNotOrIsUnknown_saysWhatToLookAt() {
    List<ServiceCall<?>> calls =
        List.of(
            services.e2e().uplinkParameters(IDENTITY),
            services.e2e().downlinkParameters(UID),
            services.psk().get(PskIdentity.fromHex("1101")),
            services.devices().get(UID),
            services.features().activate(UID, Feature.ZTP),
            services.features().deactivate(UID, Feature.ZTP),
            services.features().status(UID));
    for (ServiceCall<?> call : calls) {
      service.enqueue(403, "{}");
      assertThatThrownBy(call::execute)
          .hasMessageContaining("not on the whitelist when it bootstrapped")
          .hasMessageContaining("devices().get(...)")
          .hasMessageContaining("only the portal unblocks it");
      service.enqueue(404, "{}");
      assertThatThrownBy(call::execute)
          .hasMessageContaining("in the account whose device profile was sealed into its module")
          .hasMessageContaining("access key of the same account")
          .hasMessageContaining("or the path");
    }
  }

  @Test
  void status_whenAProfileIsUnknown_saysWhereProfilesComeFrom() {
    service.enqueue(404, "{}");
    assertThatThrownBy(() -> services.devices().list(DeviceProfileUid.of("Agb")).execute())
        .hasMessageContaining("device profiles are made in the portal")
        .hasMessageNotContaining("whitelist");
  }

  @Test
  void status_whenNoDeviceIsConcerned_saysNothingOfDevices() {
    for (int status : new int[] {403, 404}) {
      service.enqueue(status, "{}");
      assertThatThrownBy(() -> services.whitelist().list().execute())
          .hasMessageNotContaining("bootstrapped")
          .hasMessageNotContaining("sealed")
          .hasMessageNotContaining("profiles");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-amzn-RequestId", "X-Request-Id", "x-correlation-id"})
  void failure_whenAnswered_carriesWhatIsKnown(String header) {
    service.enqueue(
        FakeService.json(403, "{\"message\":\"no such plan\"}").addHeader(header, "req-42"));

    assertThatThrownBy(() -> services.devices().get(UID).execute())
        .hasMessageContaining("device.get for RoTPublicUID 0a04f008003c9623")
        .hasMessageContaining("/device/get")
        .hasMessageContaining("403")
        .hasMessageContaining("req-42")
        .hasMessageContaining("no such plan")
        .isInstanceOfSatisfying(
            AccessDeniedException.class,
            e -> {
              assertThat(e.details().operation()).isEqualTo("device.get");
              assertThat(e.details().status()).hasValue(403);
              assertThat(e.details().requestId()).contains("req-42");
              assertThat(e.details().body()).isEqualTo("{\"message\":\"no such plan\"}");
            });
  }

  @Test
  void body_whenLongAndDirty_isCutAndCleaned() {
    service.enqueue(404, "a\u0000b\u001b[31m\r\nc\u202ed" + " x".repeat(50_000));

    ServiceFailure failure = (ServiceFailure) failure();
    assertThat(failure.details().body()).hasSize(2049).startsWith("a b [31m  c d").endsWith("…");
    assertThat(((Throwable) failure).getMessage())
        .doesNotContain("\n", "\u001b")
        .hasSizeLessThan(1000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | an empty body",
        "'  ' | an empty body",
        "<!DOCTYPE html><html>Log in</html> | an HTML page",
        "  <HTML><body>x</body></HTML> | an HTML page",
        "hello | not or not wholly JSON",
        "{\"Devices\":[ | not or not wholly JSON",
        "{} trailing | not or not wholly JSON",
        "[] | not an object but a list",
        "null | not an object but null",
        "{} | without the field Devices",
        "{\"Devices\":null} | without the field Devices",
        "{\"Devices\":{}} | field Devices is not a list but an object",
        "{\"Devices\":[5]} | field Devices is not a list of objects",
        "{\"Devices\":[{\"State\":\"OWNED\"}]} | without the field Devices[0].ROTPublicUID",
        "{\"Devices\":[{\"ROTPublicUID\":\"a\"}]} | without the field Devices[0].State",
        "{\"Devices\":[{\"ROTPublicUID\":true,\"State\":\"x\"}]} | is not a RoTPublicUID but true",
        "{\"Devices\":[{\"ROTPublicUID\":\"a\",\"State\":7}]} | Devices[0].State is not text",
        "{\"Devices\":[{\"ROTPublicUID\":\"a\",\"State\":\"x\",\"Blacklisted\":\"no\"}]}"
            + " | Blacklisted is not true or false but text",
        "{\"Devices\":[],\"Devices\":[]} | not or not wholly JSON",
      })
  void answer_whenMalformed_saysHow(String body, String expected) {
    service.enqueue(200, body);

    assertThatThrownBy(() -> services.devices().list().execute())
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining(expected);
    assertThat(service.businessRequests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Nonce", "MACLength", "CipherSuite", "Key"})
  void parameters_whenAFieldIsMissing_nameItAndQuoteNothing(String field) {
    String full =
        "{\"Nonce\":\"bm9uY2Ugb2YgMTMgYg==\",\"MACLength\":128,\"CipherSuite\":\"AES_128_CCM\","
            + "\"Key\":\"MDEyMzQ1Njc4OWFiY2RlZg==\",\"ROTPublicUID\":\"x\"}";
    service.enqueue(200, full.replace("\"" + field + "\"", "\"Other\""));

    assertThatThrownBy(() -> services.e2e().uplinkParameters(IDENTITY).execute())
        .hasMessageContaining("without the field " + field)
        .hasMessageNotContaining("MDEy")
        .isInstanceOfSatisfying(
            UnexpectedAnswerException.class, e -> assertThat(e.details().body()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "128 | \"128\" | MACLength is not a whole number but text",
        "128 | 12.5 | MACLength is not a whole number",
        "128 | 99999999999 | MACLength is not a whole number",
        "128 | 24 | a tag of 32",
        "MDEyMzQ1Njc4OWFiY2RlZg== | MDEy | a key of 16 bytes",
        "MDEyMzQ1Njc4OWFiY2RlZg== | !!! | Key is not Base64",
        "bm9uY2Ugb2YgMTMgYg== | ???? | Nonce is not Base64",
        "bm9uY2Ugb2YgMTMgYg== | bm9u | a nonce of 7 to 13 bytes",
      })
  void parameters_whenAFieldIsWrong_sayWhich(String right, String wrong, String expected) {
    String full =
        "{\"Nonce\":\"bm9uY2Ugb2YgMTMgYg==\",\"MACLength\":128,\"CipherSuite\":\"AES_128_CCM\","
            + "\"Key\":\"MDEyMzQ1Njc4OWFiY2RlZg==\",\"ROTPublicUID\":\"x\"}";
    String changed = full.replace(":" + right, ":" + wrong).replace("\"" + right, "\"" + wrong);
    service.enqueue(200, right.equals("128") ? full.replace(":128", ":" + wrong) : changed);

    assertThatThrownBy(() -> services.e2e().uplinkParameters(IDENTITY).execute())
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void answer_whenFarTooLarge_isRefused() {
    service.enqueue(200, "{\"Devices\":[" + " ".repeat(1024 * 1024) + "]}");
    service.enqueue(200, "{\"Devices\":[" + " ".repeat(1024 * 1024) + "]}");

    assertThatThrownBy(() -> services.devices().list().execute())
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("maxAnswerBytes");
    try (SecurityServices patient = service.builder().maxAnswerBytes(2 * 1024 * 1024).build()) {
      assertThat(patient.devices().list().execute()).isEmpty();
    }
  }

  @Test
  void genericCall_whenAnswerIsHtml_isRefused() {
    service.enqueue(200, "<html>log in</html>");

    assertThatThrownBy(() -> services.call("/a", "{}").execute())
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("HTML");
  }

  @Test
  void changes_whenAnswerIsHtml_areRefused() {
    service.enqueue(200, "<html>log in</html>");

    assertThatThrownBy(() -> services.whitelist().add(UID).execute())
        .isInstanceOf(UnexpectedAnswerException.class);
  }

  @Test
  void errorWithHalfABody_keepsItsStatus() {
    service.enqueue(
        FakeService.json(404, "{\"message\":\"" + "x".repeat(5000))
            .onResponseBody(new SocketEffect.CloseSocket()));

    assertThat(failure()).isInstanceOf(NotFoundException.class);
  }

  @Test
  void noAnswer_whenNoOneListens_saysNothingWasSent() {
    String url = service.url();
    service.close();
    try (SecurityServices lonely = service.builder().baseUrl(url).build()) {
      assertThatThrownBy(() -> lonely.psk().get(PskIdentity.fromHex("01")).execute())
          .isInstanceOf(ConnectionFailedException.class)
          .hasMessageContaining("nothing was sent");
    }
  }

  @Test
  void tls_whenNotTrusted_namesHostAndWhatToDoAndSendsNothing() throws IOException {
    try (FakeService secure = FakeService.overTls();
        SecurityServices distrusting = secure.services()) {
      assertThatThrownBy(distrusting::authenticate)
          .isInstanceOf(UntrustedServiceException.class)
          .isInstanceOf(PermanentException.class)
          .hasMessageContaining("localhost")
          .hasMessageContaining("trustedCertificates");
      assertThat(secure.requests).isEmpty();
      assertThat(secure.time.pauses).isEmpty();
    }
  }

  @Test
  void tls_whenTrusted_works() throws IOException {
    try (FakeService secure = FakeService.overTls();
        SecurityServices trusting =
            secure.builder().trustedCertificates(secure.certificate.certificate()).build()) {
      secure.enqueue(200, "{\"Devices\":[]}");
      assertThat(trusting.devices().list().execute()).isEmpty();
      assertThat(secure.businessRequests().get(0).getHandshake()).isNotNull();
    }
  }

  @Test
  void tls_whenAnotherCertificateIsTrusted_isRefused() throws IOException {
    HeldCertificate other = new HeldCertificate.Builder().commonName("other").build();
    try (FakeService secure = FakeService.overTls();
        SecurityServices trusting =
            secure.builder().trustedCertificates(other.certificate()).build()) {
      assertThatThrownBy(trusting::authenticate).isInstanceOf(UntrustedServiceException.class);
    }
  }

  @Test
  void tls_whenCertificateIsForAnotherHost_isRefused() throws IOException {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("example.org").build();
    try (FakeService secure = FakeService.overTls(certificate);
        SecurityServices trusting =
            secure.builder().trustedCertificates(certificate.certificate()).build()) {
      assertThatThrownBy(trusting::authenticate).isInstanceOf(UntrustedServiceException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://ssapi.services.u-blox.com/v1",
        "http://localhost.evil.example/",
        "http://127.0.0.1.evil/",
        "http://10.0.0.1/",
        "http://0.0.0.0/",
        "http://[::2]/",
        "ftp://localhost/",
        "localhost:8080",
        "",
        "https://user:pw@host/",
        "https://host/v1?x=1",
        "https://host/v1#x"
      })
  void baseUrl_whenUnsafeOrMalformed_isRefused(String url) {
    assertThatThrownBy(() -> SecurityServices.builder().baseUrl(url))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining("pw");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://host/v1",
        "https://host/v1/",
        "http://localhost:1/v1",
        "http://127.0.0.1/",
        "http://[::1]:8080"
      })
  void baseUrl_whenSafe_isTaken(String url) {
    assertThat(SecurityServices.builder().baseUrl(url)).isNotNull();
  }

  @Test
  void build_whenThereAreNoCredentials_isRefused() {
    assertThatThrownBy(() -> SecurityServices.builder().build())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("credentials");
  }

  private Throwable failureOf(int status) {
    service.enqueue(new MockResponse.Builder().code(status).addHeader("Location", "/x").body("{}"));
    return failure();
  }

  private Throwable failure() {
    return catchThrowable(() -> services.devices().get(UID).execute());
  }
}
