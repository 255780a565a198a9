package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.thingseal.cloud.error.Attempt;
import io.github.thingseal.cloud.error.CallTimeoutException;
import io.github.thingseal.cloud.error.ConnectionFailedException;
import io.github.thingseal.cloud.error.NotAuthorizedException;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import nl.jqno.equalsverifier.EqualsVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What exceptions say of the attempts before them, and under which name a call goes. */
class AttemptsTest {
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
  void failure_afterAttempts_listsEachWithReasonAndTime() {
    service.enqueue(FakeService.json(503, "{}").addHeader("x-amzn-RequestId", "first"));
    service.enqueue(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()));
    service.enqueue(FakeService.json(504, "{}").addHeader("Retry-After", "1"));

    ServiceUnavailableException failure =
        catchThrowableOfType(
            ServiceUnavailableException.class, () -> services.devices().list().execute());

    List<Attempt> attempts = failure.details().attempts();
    assertThat(attempts).extracting(Attempt::number).containsExactly(1, 2, 3);
    assertThat(attempts.get(0).reason()).isEqualTo("status 503");
    assertThat(attempts.get(0).status()).hasValue(503);
    assertThat(attempts.get(0).requestId()).hasValue("first");
    assertThat(attempts.get(1).reason()).endsWith("Exception");
    assertThat(attempts.get(1).status()).isEmpty();
    assertThat(attempts.get(2).reason()).isEqualTo("status 504");
    assertThat(attempts)
        .extracting(Attempt::startedAt)
        .containsExactly(
            VirtualTime.START,
            VirtualTime.START.plusMillis(100),
            VirtualTime.START.plusMillis(300));
    assertThat(attempts).allMatch(Attempt::sent);
    assertThatThrownBy(attempts::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void timeout_whileAnAttemptIsUnderWay_listsItToo() {
    service.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE));
    services.authenticate();
    service.onRequest("/a", () -> service.time.advance(Duration.ofSeconds(3)));

    assertThatThrownBy(() -> services.call("/a", "{}").timeout(Duration.ofSeconds(3)).execute())
        .isInstanceOfSatisfying(
            CallTimeoutException.class,
            e ->
                assertThat(e.details().attempts())
                    .singleElement()
                    .satisfies(
                        attempt -> {
                          assertThat(attempt.reason()).isEqualTo("no answer yet");
                          assertThat(attempt.took()).isEqualTo(Duration.ofSeconds(3));
                        }));
  }

  @Test
  void refusedToken_isAnAttemptOfItsOwn() {
    service.enqueue(401, "{}");
    service.enqueue(401, "{}");

    assertThatThrownBy(() -> services.call("/a", "{}").execute())
        .isInstanceOfSatisfying(
            NotAuthorizedException.class,
            e -> assertThat(e.details().attempts()).extracting(Attempt::number).hasSize(2));
  }

  @Test
  void unreadableAnswer_isNamedAndNotQuoted() {
    service.enqueue(200, "<html>of a portal</html>");

    assertThatThrownBy(() -> services.devices().list().execute())
        .isInstanceOfSatisfying(
            UnexpectedAnswerException.class,
            e ->
                assertThat(e.details().attempts())
                    .extracting(Attempt::reason)
                    .containsExactly("status 200, AnswerFormatException"));
  }

  @Test
  void connection_whenThereIsNone_isAnAttemptThatWasNotSent() {
    service.close();

    assertThatThrownBy(() -> services.call("/a", "{}").maxAttempts(1).execute())
        .isInstanceOfSatisfying(
            ConnectionFailedException.class,
            e -> {
              assertThat(e.details().attempts())
                  .isNotEmpty()
                  .extracting(Attempt::sent)
                  .containsOnly(false);
              assertThat(e.details().mayHaveBeenCarriedOut()).isFalse();
            });
  }

  @Test
  void correlationId_isTheSameForAllAttemptsAndInTheException() {
    for (int i = 0; i < 3; i++) {
      service.enqueue(503, "{}");
    }
    ServiceUnavailableException failure =
        catchThrowableOfType(
            ServiceUnavailableException.class, () -> services.devices().list().execute());

    String id = failure.details().correlationId().orElseThrow();
    assertThat(id).matches("[0-9a-f]{32}");
    assertThat(failure.details().toString()).contains(id, "3 attempts");
    assertThat(service.businessRequests())
        .hasSize(3)
        .allMatch(request -> id.equals(request.getHeaders().get("X-Correlation-Id")));
    assertThat(service.requests.get(0).getHeaders().get("X-Correlation-Id"))
        .as("that of the sign-in, a call of its own")
        .matches("[0-9a-f]{32}")
        .isNotEqualTo(id);
  }

  @Test
  void correlationId_whenTheCallerSetsIt_isSent() {
    service.enqueue(200, "{}");
    service.enqueue(200, "{}");
    try (SecurityServices own = service.builder().correlationHeader("X-Trace").build();
        SecurityServices none = service.builder().withoutCorrelationHeader().build()) {
      own.call("/a", "{}").correlationId("order-7").execute();
      none.call("/b", "{}").execute();
    }
    assertThat(service.businessRequests().get(0).getHeaders().get("X-Trace")).isEqualTo("order-7");
    assertThat(service.businessRequests().get(1).getHeaders().names())
        .doesNotContain("X-Correlation-Id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\r\nb", "é"})
  void correlationId_whenAHeaderCannotCarryIt_isRefused(String id) {
    ServiceCall<String> call = services.call("/a", "{}");
    assertThatThrownBy(() -> call.correlationId(id)).isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Authorization", "content-type", "a:b", "a b"})
  void correlationHeader_whenMalformedOrTaken_isRefused(String name) {
    SecurityServicesBuilder builder = service.builder();
    assertThatThrownBy(() -> builder.correlationHeader(name))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void attempt_isAValue() {
    EqualsVerifier.forClass(Attempt.class).verify();
  }
}
