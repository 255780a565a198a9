package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.thingseal.cloud.auth.AuthorizationScheme;
import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.auth.RotatingCredentials;
import io.github.thingseal.cloud.error.NotAuthorizedException;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.core.AuthenticationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a token is fetched, kept and thrown away. */
class TokenTest {
  private static final int THREADS = 32;

  @AutoClose private final FakeService service = FakeService.overHttp();

  @Test
  void firstCall_whenManyThreadsMakeIt_signsInOnce() throws Exception {
    service.answerAll(200, "{}");
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    CyclicBarrier start = new CyclicBarrier(THREADS);
    try (SecurityServices services = service.services()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        answers.add(
            pool.submit(
                () -> {
                  start.await();
                  return services.call("/a", "{}").execute();
                }));
      }
      for (Future<String> answer : answers) {
        assertThat(answer.get(120, TimeUnit.SECONDS)).isEqualTo("{}");
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(service.signIns).hasValue(1);
    assertThat(service.businessRequests()).hasSize(THREADS);
  }

  @Test
  void firstCall_whenSignInIsRefused_failsEveryCallThatWaitedForIt() throws Exception {
    for (int i = 0; i < 8; i++) {
      service.signInAnswers.add(FakeService.json(401, "{}").build());
    }
    try (SecurityServices services = service.services()) {
      List<CompletableFuture<String>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(services.call("/a", "{}").submit());
      }
      for (CompletableFuture<String> call : calls) {
        assertThatThrownBy(() -> call.get(120, TimeUnit.SECONDS))
            .hasCauseInstanceOf(NotAuthorizedException.class);
      }
    }
    assertThat(service.businessRequests()).isEmpty();
  }

  @Test
  void token_whenItDoesNotExpireSoon_isKept() {
    twice(Duration.ofSeconds(3509));

    assertThat(service.signIns).hasValue(1);
  }

  @Test
  void token_whenItExpiresInAMinute_isRenewedWhileCallsGoOnWithIt() {
    service.answerAll(200, "{}");
    try (SecurityServices services = service.services()) {
      services.call("/a", "{}").execute();
      service.time.advance(Duration.ofMinutes(59));
      services.call("/a", "{}").execute();
      await().until(() -> service.signIns.get() == 2);
      await()
          .untilAsserted(
              () -> {
                services.call("/a", "{}").execute();
                assertThat(authorizations())
                    .last()
                    .isEqualTo(FakeService.token(2, VirtualTime.START.plusSeconds(3540 + 3600)));
              });
    }
    assertThat(authorizations())
        .startsWith(
            FakeService.token(1, VirtualTime.START.plusSeconds(3600)),
            FakeService.token(1, VirtualTime.START.plusSeconds(3600)));
    assertThat(service.signIns).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"opaque", "a.b.c", "e30.e30.e30", "e30.bm8ganNvbg.x", "e30.eyJleHAiOiJ4In0.x"})
  void token_whenItsExpiryCannotBeRead_livesForAnHour(String token) {
    for (int i = 0; i < 2; i++) {
      service.signInAnswers.add(FakeService.json(200, "{\"AuthToken\":\"" + token + "\"}").build());
    }
    service.enqueue(200, "{}");
    service.enqueue(200, "{}");
    service.enqueue(200, "{}");
    try (SecurityServices services = service.services()) {
      services.call("/a", "{}").execute();
      service.time.advance(Duration.ofSeconds(3509));
      services.call("/a", "{}").execute();
      assertThat(service.signIns).hasValue(1);
      service.time.advance(Duration.ofSeconds(91));
      services.call("/a", "{}").execute();
      assertThat(service.signIns).hasValue(2);
    }
  }

  @Test
  void token_whenItHasExpiredOnArrival_isUsedAllTheSame() {
    service.signInAnswers.add(signIn(FakeService.token(1, VirtualTime.START.minusSeconds(5))));
    twice(Duration.ofSeconds(10));

    assertThat(service.signIns).hasValue(1);
  }

  @Test
  void token_whenItLivesForSecondsOnly_isRenewedAtHalfItsLife() {
    service.signInAnswers.add(signIn(FakeService.token(1, VirtualTime.START.plusSeconds(40))));
    service.enqueue(200, "{}");
    twice(Duration.ofSeconds(19));

    assertThat(service.signIns).hasValue(1);
  }

  @Test
  void call_whenRefusedOnce_signsInAgainAndIsRepeated() {
    service.enqueue(401, "{\"message\":\"The incoming token has expired\"}");
    service.enqueue(200, "{\"ok\":1}");
    try (SecurityServices services = service.services()) {
      assertThat(services.call("/not/repeatable", "{}").execute()).isEqualTo("{\"ok\":1}");
    }
    assertThat(service.signIns).hasValue(2);
    assertThat(authorizations()).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void call_whenRefusedTwice_fails() {
    service.enqueue(401, "{}");
    service.enqueue(401, "{\"message\":\"no\"}");
    try (SecurityServices services = service.services()) {
      assertThatThrownBy(() -> services.devices().list().execute())
          .isInstanceOf(AuthenticationException.class)
          .hasMessageContaining("device.list")
          .hasMessageContaining("RAW or BEARER");
    }
    assertThat(service.signIns).hasValue(2);
    assertThat(service.businessRequests()).hasSize(2);
  }

  @Test
  void call_whenItsOldTokenIsRefusedAfterARenewal_keepsTheNewerToken() throws Exception {
    CountDownLatch bothSent = new CountDownLatch(2);
    CountDownLatch firstRenewed = new CountDownLatch(1);
    String oldToken = FakeService.token(1, VirtualTime.START.plusSeconds(3600));
    service.answerWith(
        request -> {
          boolean old = oldToken.equals(request.getHeaders().get("Authorization"));
          boolean slow = request.getUrl().encodedPath().endsWith("/slow");
          if (old) {
            bothSent.countDown();
            FakeService.awaitLatch(bothSent);
            if (slow) {
              FakeService.awaitLatch(firstRenewed);
            }
            return FakeService.json(401, "{}").build();
          }
          return FakeService.json(200, "{}").build();
        });
    try (SecurityServices services = service.services()) {
      services.authenticate();
      CompletableFuture<String> slow = services.call("/slow", "{}").submit();
      services.call("/fast", "{}").execute();
      firstRenewed.countDown();
      slow.get(120, TimeUnit.SECONDS);
    }
    assertThat(service.signIns).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404})
  void signIn_whenRefused_isNotRepeated(int status) {
    service.signInAnswers.add(FakeService.json(status, "{\"message\":\"no\"}").build());
    try (SecurityServices services = service.services()) {
      assertThatThrownBy(services::authenticate)
          .isInstanceOfSatisfying(
              NotAuthorizedException.class, e -> assertThat(e.details().status()).hasValue(status))
          .hasMessageContaining("access key " + FakeService.ACCESS_KEY)
          .hasMessageNotContaining(FakeService.ACCESS_SECRET);
    }
    assertThat(service.signIns).hasValue(1);
    assertThat(service.time.pauses).isEmpty();
  }

  @Test
  void signIn_whenANewKeyIsRefused_usesTheOneThatItReplaces() {
    service.signInAnswers.add(FakeService.json(401, "{}").build());
    service.enqueue(200, "{}");
    try (RotatingCredentials rotating =
            RotatingCredentials.startingWith(Credentials.of("old-key", "secret of old"));
        SecurityServices services = service.builder().credentials(rotating).build()) {
      rotating.replaceBy(Credentials.of("new-key", "secret of new"));

      assertThat(services.call("/a", "{}").execute()).isEqualTo("{}");
      assertThat(service.requests)
          .extracting(FakeService::bodyOf)
          .element(0)
          .asString()
          .contains("new-key");
      assertThat(service.requests)
          .extracting(FakeService::bodyOf)
          .element(1)
          .asString()
          .contains("old-key");
      assertThat(rotating.isProven()).isFalse();
    }
  }

  @Test
  void signIn_whenServiceIsInTrouble_isRepeatedAndThenFailsOnce() {
    for (int i = 0; i < 9; i++) {
      service.signInAnswers.add(FakeService.json(503, "").build());
    }
    try (SecurityServices services = service.services()) {
      assertThatThrownBy(() -> services.devices().list().execute())
          .isInstanceOf(ServiceUnavailableException.class)
          .hasMessageContaining("authenticate");
    }
    assertThat(service.signIns).hasValue(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"AuthToken\":\"\"}",
        "{\"AuthToken\":5}",
        "{\"AuthToken\":\"a\\nb\"}",
        "[]",
        "",
        "<html></html>",
        "{\"AuthToken\":\"eyJhbGciOiJSUzI1NiJ9.secret"
      })
  void signIn_whenAnswerIsNoToken_failsWithoutQuotingIt(String body) {
    service.signInAnswers.add(FakeService.json(200, body).build());
    try (SecurityServices services = service.services()) {
      assertThatThrownBy(services::authenticate)
          .isInstanceOfSatisfying(
              UnexpectedAnswerException.class, e -> assertThat(e.details().body()).isEmpty())
          .hasMessageNotContaining("eyJ");
    }
  }

  @Test
  void scheme_whenBearer_prefixesTheToken() {
    service.enqueue(200, "{}");
    try (SecurityServices services =
        service.builder().authorizationScheme(AuthorizationScheme.BEARER).build()) {
      services.call("/a", "{}").execute();
    }
    assertThat(authorizations()).allMatch(value -> value.startsWith("Bearer eyJ"));
  }

  @Test
  void authenticate_whenThereIsAToken_doesNothing() {
    try (SecurityServices services = service.services()) {
      services.authenticate();
      services.authenticate();
    }
    assertThat(service.signIns).hasValue(1);
  }

  private void twice(Duration between) {
    service.enqueue(200, "{}");
    service.enqueue(200, "{}");
    try (SecurityServices services = service.services()) {
      services.call("/a", "{}").execute();
      service.time.advance(between);
      services.call("/a", "{}").execute();
    }
  }

  private List<String> authorizations() {
    return service.businessRequests().stream()
        .map(request -> request.getHeaders().get("Authorization"))
        .toList();
  }

  private static MockResponse signIn(String token) {
    return FakeService.json(200, "{\"AuthToken\":\"" + token + "\"}").build();
  }
}
