package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.thingseal.cloud.error.AccessDeniedException;
import io.github.thingseal.cloud.error.CallTimeoutException;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.core.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a token is replaced while calls go on. */
@Timeout(180)
class RenewalTest {
  private static final Duration UNTIL_40_S_ARE_LEFT = Duration.ofSeconds(3560);

  @AutoClose private final FakeService service = FakeService.overHttp();

  @BeforeEach
  void start() {
    service.answerAll(200, "{}");
  }

  @Test
  void renewal_whenSignInFailsAndTheTokenIsStillValid_letsCallsGoOnWithIt() {
    try (SecurityServices services = service.services()) {
      services.authenticate();
      for (int i = 0; i < 3; i++) {
        service.signInAnswers.add(FakeService.json(503, "{}").build());
      }
      service.time.advance(UNTIL_40_S_ARE_LEFT);

      for (int i = 0; i < 10; i++) {
        assertThat(services.call("/a", "{}").execute()).isEqualTo("{}");
      }
      await().until(() -> service.signIns.get() == 4);
      assertThat(services.call("/a", "{}").execute()).isEqualTo("{}");
      assertThat(service.signIns).hasValue(4); // Quiet for a while after a failure.
      assertThat(authorizations()).hasSize(11).containsOnly(token(1));

      service.time.advance(Duration.ofSeconds(40));
      assertThat(services.call("/a", "{}").execute()).isEqualTo("{}");
      assertThat(authorizations()).last().isNotEqualTo(token(1));
    }
  }

  @Test
  void renewal_whenSignInIsStalled_holdsUpNoCallWithAValidToken() {
    try (SecurityServices services = service.services()) {
      services.authenticate();
      service.signInAnswers.add(FakeService.stalled());
      service.time.advance(UNTIL_40_S_ARE_LEFT);

      for (int i = 0; i < 5; i++) {
        assertThat(services.call("/a", "{}").execute()).isEqualTo("{}");
      }
      await().until(() -> service.signIns.get() == 2);
      services.authenticate();
    }
    assertThat(service.signIns).hasValue(2);
  }

  @Test
  void renewal_whenTheTokenIsInItsLastSeconds_isWaitedForByAllAndMadeByOne() throws Exception {
    try (SecurityServices services = service.services()) {
      services.authenticate();
      service.time.advance(Duration.ofSeconds(3592));
      List<CompletableFuture<String>> calls = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        calls.add(services.call("/a", "{}").submit());
      }
      for (CompletableFuture<String> call : calls) {
        assertThat(call.get(120, TimeUnit.SECONDS)).isEqualTo("{}");
      }
    }
    assertThat(service.signIns).hasValue(2);
    assertThat(authorizations()).hasSize(20).doesNotContain(token(1));
  }

  @Test
  void renewal_whenItFailsInTheLastSeconds_letsCallsGoOnWithTheToken() {
    try (SecurityServices services = service.services()) {
      services.authenticate();
      service.signInAnswers.add(FakeService.json(400, "{}").build());
      service.time.advance(Duration.ofSeconds(3592));

      assertThat(services.call("/a", "{}").execute()).isEqualTo("{}");
      assertThat(authorizations()).containsExactly(token(1));
    }
    assertThat(service.signIns).hasValue(2);
  }

  /** The service's clock is two hours ahead: by this one, its token is good for three hours. */
  @Test
  void expiry_whenTheClocksDiffer_goesByTheDateOfTheService() {
    Instant atTheService = VirtualTime.START.plus(Duration.ofHours(2));
    service.signInAnswers.add(
        FakeService.json(
                200,
                "{\"AuthToken\":\"" + FakeService.token(1, atTheService.plusSeconds(3600)) + "\"}")
            .addHeader("Date", "Sat, 31 Jan 2026 14:00:00 GMT")
            .build());
    try (SecurityServices services = service.services()) {
      services.call("/a", "{}").execute();
      service.time.advance(Duration.ofSeconds(3500));
      services.call("/a", "{}").execute();
      assertThat(service.signIns).hasValue(1);

      service.time.advance(Duration.ofSeconds(101));
      services.call("/a", "{}").execute();
      assertThat(service.signIns).hasValue(2);
    }
  }

  @Test
  void burst_whenTheTokenHasExpired_signsInOnce() throws Exception {
    try (SecurityServices services = service.services()) {
      services.authenticate();
      service.time.advance(Duration.ofHours(2));
      List<CompletableFuture<String>> calls = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        calls.add(services.call("/a", "{}").submit());
      }
      for (CompletableFuture<String> call : calls) {
        assertThat(call.get(120, TimeUnit.SECONDS)).isEqualTo("{}");
      }
    }
    assertThat(service.signIns).hasValue(2);
  }

  @Test
  void burst_whenEveryTokenIsRefused_signsInOnce() throws Exception {
    CountDownLatch allSent = new CountDownLatch(20);
    service.answerWith(
        request -> {
          if (token(1).equals(request.getHeaders().get("Authorization"))) {
            allSent.countDown();
            FakeService.awaitLatch(allSent);
            return FakeService.json(401, "{}").build();
          }
          return FakeService.json(200, "{}").build();
        });
    try (SecurityServices services = service.services()) {
      services.authenticate();
      List<CompletableFuture<String>> calls = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        calls.add(services.call("/a", "{}").submit());
      }
      for (CompletableFuture<String> call : calls) {
        assertThat(call.get(120, TimeUnit.SECONDS)).isEqualTo("{}");
      }
    }
    assertThat(service.signIns).hasValue(2);
  }

  @Test
  void signIn_whenTheCallThatBeganItIsCancelled_goesOnForTheOthers() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    service.onRequest("/authenticate", () -> FakeService.awaitLatch(release));
    try (SecurityServices services = service.services()) {
      CompletableFuture<String> first = services.call("/a", "{}").submit();
      CompletableFuture<String> impatient =
          services.call("/b", "{}").timeout(Duration.ofSeconds(1)).submit();
      CompletableFuture<String> other = services.call("/c", "{}").submit();
      await().until(() -> service.signIns.get() == 0 && service.requests.size() == 1);
      first.cancel(true);
      service.time.advance(Duration.ofSeconds(1));
      assertThatThrownBy(() -> impatient.get(120, TimeUnit.SECONDS))
          .hasCauseInstanceOf(CallTimeoutException.class);

      release.countDown();
      assertThat(other.get(120, TimeUnit.SECONDS)).isEqualTo("{}");
    }
    assertThat(service.signIns).hasValue(1);
  }

  @Test
  void signIn_whenItIsStalled_endsAtALimitOfItsOwn() {
    service.signInAnswers.add(FakeService.stalled());
    try (SecurityServices services = service.services()) {
      CompletableFuture<String> patient =
          services.call("/a", "{}").timeout(Duration.ofMinutes(10)).submit();
      await().until(() -> service.signIns.get() == 1);
      service.time.advance(Duration.ofSeconds(30));

      assertThatThrownBy(() -> patient.get(120, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(CallTimeoutException.class)
          .hasMessageContaining("authenticate");
      assertThat(services.call("/a", "{}").execute()).isEqualTo("{}");
    }
  }

  /** The sign-in that is under way may bring a token that is as worthless as the refused one. */
  @Test
  void renewal_afterARefusal_takesNoTokenOfASignInThatBeganBefore() {
    CountDownLatch release = new CountDownLatch(1);
    service.answerWith(
        request ->
            FakeService.json(
                    token(1).equals(request.getHeaders().get("Authorization")) ? 401 : 200, "{}")
                .build());
    try (SecurityServices services = service.services()) {
      services.authenticate();
      service.time.advance(UNTIL_40_S_ARE_LEFT);
      service.signInAnswers.add(FakeService.json(200, "{\"AuthToken\":\"late\"}").build());
      CountDownLatch arrived = new CountDownLatch(1);
      service.onRequest(
          "/authenticate",
          () -> {
            if (arrived.getCount() > 0) {
              arrived.countDown();
              FakeService.awaitLatch(release); // The first one to arrive, begun in the background.
            }
          });
      services.authenticate();
      FakeService.awaitLatch(arrived);
      // Still goes with the old token, is refused, and signs in anew although one is under way.
      service.signInAnswers.clear();
      service.signInAnswers.add(FakeService.json(200, "{\"AuthToken\":\"fresh\"}").build());
      assertThat(services.call("/a", "{}").execute()).isEqualTo("{}");
      assertThat(authorizations()).containsExactly(token(1), "fresh");

      service.signInAnswers.add(FakeService.json(200, "{\"AuthToken\":\"late\"}").build());
      release.countDown();
      await().until(() -> service.signIns.get() == 3);
      assertThat(services.call("/a", "{}").execute()).isEqualTo("{}");
      assertThat(authorizations()).containsExactly(token(1), "fresh", "fresh");
    } finally {
      release.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":\"The security token included in the request is expired\"}",
        "{\"message\":\"The incoming token has expired\"}",
        "{\"Message\":\"Token has expired\"}",
        "{\"message\":\"Expired token\"}",
        "{\"error\":\"jwt expired\"}",
        "{\"__type\":\"ExpiredTokenException\"}"
      })
  void status403_whenItIsSaidThatTheTokenExpired_isRenewedOnce(String body) {
    service.answerWith(
        request ->
            token(1).equals(request.getHeaders().get("Authorization"))
                ? FakeService.json(403, body).build()
                : FakeService.json(200, "{}").build());
    try (SecurityServices services = service.services()) {
      assertThat(services.call("/a", "{}").execute()).isEqualTo("{}");
    }
    assertThat(service.signIns).hasValue(2);
    assertThat(service.businessRequests()).hasSize(2);
  }

  @Test
  void status403_whenTheErrorTypeSaysThatTheTokenExpired_isRenewedOnceOnly() {
    service.answerWith(
        request ->
            FakeService.json(403, "{}")
                .addHeader("x-amzn-ErrorType", "ExpiredTokenException")
                .build());
    try (SecurityServices services = service.services()) {
      assertThatThrownBy(() -> services.call("/a", "{}").execute())
          .isInstanceOf(AccessDeniedException.class);
    }
    assertThat(service.signIns).hasValue(2);
    assertThat(service.businessRequests()).hasSize(2);
  }

  @Test
  void status403_whenTheTokenHasExpiredByThisClock_isRenewedOnce() {
    service.onRequest("/a", () -> service.time.advance(Duration.ofHours(2)));
    service.answerWith(
        request ->
            token(1).equals(request.getHeaders().get("Authorization"))
                ? FakeService.json(403, "{\"message\":\"Forbidden\"}").build()
                : FakeService.json(200, "{}").build());
    try (SecurityServices services = service.builder().callTimeout(Duration.ofDays(1)).build()) {
      assertThat(services.call("/a", "{}").execute()).isEqualTo("{}");
    }
    assertThat(service.signIns).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"message\":\"Forbidden\"}",
        "{\"message\":\"The subscription has expired\"}",
        "{\"message\":\"The price plan does not include tokens\"}"
      })
  void status403_whenNothingIsSaidOfAnExpiredToken_isFinal(String body) {
    service.answerWith(request -> FakeService.json(403, body).build());
    try (SecurityServices services = service.services()) {
      assertThatThrownBy(() -> services.call("/a", "{}").execute())
          .isInstanceOf(AccessDeniedException.class);
    }
    assertThat(service.signIns).hasValue(1);
    assertThat(service.businessRequests()).hasSize(1);
  }

  @Test
  void status403_whenThePathIsUnknown_isNoMatterOfTheToken() {
    service.answerAll(403, "{\"message\":\"Missing Authentication Token\"}");
    try (SecurityServices services = service.services()) {
      assertThatThrownBy(() -> services.call("/a", "{}").execute())
          .isInstanceOf(NotFoundException.class);
    }
    assertThat(service.signIns).hasValue(1);
  }

  @Test
  void provider_whenItThrowsAnything_isNamed() {
    try (SecurityServices services =
        service
            .builder()
            .credentials(
                () -> {
                  throw new IllegalStateException("vault is sealed");
                })
            .build()) {
      assertThatThrownBy(() -> services.call("/a", "{}").execute())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("provider of the credentials")
          .hasRootCauseMessage("vault is sealed");
      assertThatThrownBy(() -> services.call("/a", "{}").submit().get(120, TimeUnit.SECONDS))
          .hasCauseInstanceOf(InvalidInputException.class);
    }
  }

  private List<String> authorizations() {
    return service.businessRequests().stream()
        .map(request -> String.valueOf(request.getHeaders().get("Authorization")))
        .toList();
  }

  private static String token(int number) {
    return FakeService.token(number, VirtualTime.START.plusSeconds(3600));
  }
}
