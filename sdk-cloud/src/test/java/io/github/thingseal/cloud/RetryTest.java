package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.error.CallTimeoutException;
import io.github.thingseal.cloud.error.ConnectionFailedException;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.cloud.resilience.RetrySettings;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.id.RotPublicUid;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is repeated, when, and what never is; time is virtual and the jitter is fixed. */
class RetryTest {
  private static final String EMPTY_LIST = "{\"Devices\":[]}";
  private static final RotPublicUid UID = RotPublicUid.of("0a04f008003c9623");

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

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void repeatable_whenServiceIsInTrouble_isRepeatedWithGrowingPauses(int status) {
    service.enqueue(status, "");
    service.enqueue(status, "");
    service.enqueue(200, EMPTY_LIST);

    assertThat(services.devices().list().execute()).isEmpty();
    assertThat(service.time.pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
  }

  @Test
  void repeatable_whenTroubleLasts_failsAfterThreeAttempts() {
    for (int i = 0; i < 5; i++) {
      service.enqueue(503, "{\"message\":\"down\"}");
    }
    assertThatThrownBy(() -> services.devices().list().execute())
        .isInstanceOf(ServiceUnavailableException.class)
        .hasMessageContaining("device.list")
        .hasMessageContaining("503");
    assertThat(service.businessRequests()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 403, 404, 408, 409, 418, 421, 422, 500, 501})
  void anyOtherStatus_whenAnswered_isNotRepeated(int status) {
    service.enqueue(FakeService.json(status, "{}").addHeader("Location", "/elsewhere"));

    assertThatThrownBy(() -> services.devices().list().execute())
        .isInstanceOf(ThingsealException.class);
    assertThat(service.businessRequests()).hasSize(1);
    assertThat(service.time.pauses).isEmpty();
  }

  @Test
  void repeatable_whenConnectionBreaks_isRepeated() {
    service.enqueue(broken());
    service.enqueue(200, EMPTY_LIST);

    assertThat(services.devices().list().execute()).isEmpty();
    assertThat(service.businessRequests()).hasSize(2);
    assertThat(service.time.pauses).hasSize(1);
  }

  @Test
  void repeatable_whenHalfABodyArrives_isRepeated() {
    service.enqueue(halfABody());
    service.enqueue(200, EMPTY_LIST);

    assertThat(services.devices().list().execute()).isEmpty();
  }

  @Test
  void changes_whenAnswerIsLost_areRepeatedBecauseTheySayWhatShallBe() {
    service.enqueue(broken());
    service.enqueue(200, "{}");
    service.enqueue(broken());
    service.enqueue(200, "{}");

    assertThat(services.whitelist().add(UID).execute()).isEqualTo(Done.DONE);
    assertThat(services.features().activate(UID, Feature.ZTP).execute()).isEqualTo(Done.DONE);
    assertThat(service.businessRequests()).hasSize(4);
  }

  @Test
  void unrepeatable_whenAnswerIsLost_isSentOnce() {
    service.enqueue(broken());

    assertThatThrownBy(() -> services.call("/buy", "{}").maxAttempts(5).execute())
        .isInstanceOf(ConnectionFailedException.class)
        .hasMessageContaining("may have been carried out");
    assertThat(service.businessRequests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"503,0", "503,1", "408,0", "429,0", "307,0", "308,0", "302,0", "421,0", "502,0"})
  void unrepeatable_whateverTheStatus_isSentOnceAlsoByOkHttp(int status, String retryAfter) {
    service.enqueue(
        FakeService.json(status, "")
            .addHeader("Retry-After", retryAfter)
            .addHeader("Location", "/v1/elsewhere"));
    service.enqueue(200, "{}");

    assertThatThrownBy(() -> services.call("/buy", "{}").execute())
        .isInstanceOf(ThingsealException.class);
    assertThat(service.businessRequests()).hasSize(1);
  }

  @Test
  void unrepeatable_whenPooledConnectionIsStale_isSentAtMostOnce() {
    service.enqueue(
        FakeService.json(200, "{}").onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE));
    service.enqueue(broken());
    services.call("/a", "{}").execute();

    assertThatThrownBy(() -> services.call("/buy", "{}").execute())
        .isInstanceOf(ConnectionFailedException.class);
    assertThat(service.businessRequests())
        .filteredOn(request -> request.getUrl().encodedPath().endsWith("/buy"))
        .hasSizeLessThan(2);
  }

  @Test
  void operation_whenDeclaredUnrepeatable_isSentOnce() {
    service.enqueue(503, "");
    try (SecurityServices careful =
        service
            .builder()
            .catalogue(services.catalogue().with(Operations.WHITELIST_ADD.withRepeatable(false)))
            .build()) {
      assertThatThrownBy(() -> careful.whitelist().add(UID).execute())
          .isInstanceOf(ServiceUnavailableException.class);
    }
    assertThat(service.businessRequests()).hasSize(1);
  }

  @Test
  void maxAttempts_whenSetForOneCall_isObeyed() {
    for (int i = 0; i < 5; i++) {
      service.enqueue(503, "");
    }
    ServiceCall<List<Device>> call = services.devices().list();
    assertThatThrownBy(() -> call.maxAttempts(1).execute()).isInstanceOf(TransientException.class);
    assertThat(service.businessRequests()).hasSize(1);

    assertThatThrownBy(() -> call.maxAttempts(4).execute()).isInstanceOf(TransientException.class);
    assertThat(service.businessRequests()).hasSize(5);
    assertThatThrownBy(() -> call.maxAttempts(0)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void retryAfter_whenInSeconds_isHonoured() {
    service.enqueue(FakeService.json(429, "").addHeader("Retry-After", "7"));
    service.enqueue(200, EMPTY_LIST);

    services.devices().list().execute();
    assertThat(service.time.pauses).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void retryAfter_whenADate_isHonoured() {
    service.enqueue(
        FakeService.json(503, "").addHeader("Retry-After", "Sat, 31 Jan 2026 12:00:09 GMT"));
    service.enqueue(200, EMPTY_LIST);

    services.devices().list().execute();
    assertThat(service.time.pauses).containsExactly(Duration.ofSeconds(9));
  }

  /** The clocks of the service and of this machine may differ by any amount. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sat, 31 Jan 2026 12:10:00 GMT | Sat, 31 Jan 2026 12:10:09 GMT | 9000",
        "Sat, 31 Jan 2026 11:50:00 GMT | Sat, 31 Jan 2026 11:50:09 GMT | 9000",
        "Mon, 01 Jan 2029 00:00:00 GMT | Mon, 01 Jan 2029 00:00:20 GMT | 20000",
        "Sat, 31 Jan 2026 12:10:00 GMT | Saturday, 31-Jan-26 12:10:09 GMT | 9000",
        "Sat, 31 Jan 2026 12:10:00 GMT | Sat Jan 31 12:10:09 2026 | 9000",
        "Sat, 31 Jan 2026 12:10:00 GMT | Sat, 31 Jan 2026 12:09:00 GMT | 0",
        "not a date | Sat, 31 Jan 2026 12:00:09 GMT | 9000"
      })
  void retryAfter_whenADate_countsFromTheDateOfTheAnswer(
      String answered, String retryAfter, long millis) {
    service.enqueue(
        FakeService.json(503, "").addHeader("Date", answered).addHeader("Retry-After", retryAfter));
    service.enqueue(200, EMPTY_LIST);

    services.devices().list().execute();
    assertThat(service.time.pauses).containsExactly(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"21", "99999999999999999999", "Sat, 31 Jan 2026 13:00:00 GMT"})
  void retryAfter_whenTooLong_givesUpAndSaysHowLong(String retryAfter) {
    service.enqueue(FakeService.json(503, "").addHeader("Retry-After", retryAfter));

    assertThatThrownBy(() -> services.devices().list().execute())
        .isInstanceOfSatisfying(
            ServiceUnavailableException.class, e -> assertThat(e.retryAfter()).isPresent());
    assertThat(service.time.pauses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "1.5"})
  void retryAfter_whenMalformed_isIgnored(String retryAfter) {
    service.enqueue(FakeService.json(503, "").addHeader("Retry-After", retryAfter));
    service.enqueue(200, EMPTY_LIST);

    services.devices().list().execute();
    assertThat(service.time.pauses).containsExactly(Duration.ofMillis(100));
  }

  @Test
  void pause_whenItWouldOutlastTheTimeLimit_isNotMade() {
    service.enqueue(FakeService.json(503, "").addHeader("Retry-After", "7"));

    assertThatThrownBy(() -> services.devices().list().timeout(Duration.ofSeconds(5)).execute())
        .isInstanceOf(ServiceUnavailableException.class);
    assertThat(service.time.pauses).isEmpty();
  }

  @Test
  void settings_whenOff_repeatNothing() {
    service.enqueue(503, "");
    try (SecurityServices once = service.builder().retry(RetrySettings.off()).build()) {
      assertThatThrownBy(() -> once.devices().list().execute())
          .isInstanceOf(ServiceUnavailableException.class);
    }
    assertThat(service.businessRequests()).hasSize(1);
  }

  @Test
  void timeout_whenTheServiceStalls_endsTheCall() {
    service.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE));
    services.authenticate();
    service.onRequest("/a", () -> service.time.advance(Duration.ofMillis(200)));

    assertThatThrownBy(() -> services.call("/a", "{}").timeout(Duration.ofMillis(200)).execute())
        .isInstanceOf(CallTimeoutException.class)
        .hasMessageContaining("200 ms");
    assertThatThrownBy(() -> services.devices().list().timeout(Duration.ZERO))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void halfABody_whenUnrepeatable_isAConnectionFailure() {
    service.enqueue(halfABody());

    assertThatThrownBy(() -> services.call("/a", "{}").execute())
        .isInstanceOf(ConnectionFailedException.class);
    service.enqueue(200, "{\"Devices\":[");
    assertThatThrownBy(() -> services.devices().list().execute())
        .isInstanceOf(UnexpectedAnswerException.class);
  }

  private static MockResponse.Builder broken() {
    return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket());
  }

  private static MockResponse.Builder halfABody() {
    return FakeService.json(200, "{\"Devices\":[" + " ".repeat(5000) + "]}")
        .onResponseBody(new SocketEffect.CloseSocket());
  }
}
