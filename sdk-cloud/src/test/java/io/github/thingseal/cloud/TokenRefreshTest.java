package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.auth.RotatingCredentials;
import io.github.thingseal.cloud.auth.TokenRefreshSettings;
import io.github.thingseal.cloud.error.NotAuthorizedException;
import io.github.thingseal.cloud.listener.CallInfo;
import io.github.thingseal.cloud.listener.CallListener;
import io.github.thingseal.cloud.listener.CallResult;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.testkit.SimulatedServices;
import io.github.thingseal.testsupport.LogLines;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are renewed by a refresh token instead of access key and secret. */
@Timeout(180)
class TokenRefreshTest {
  private static final String PATH = "/authenticate/refresh";
  private static final Duration UNTIL_40_S_ARE_LEFT = Duration.ofSeconds(3560);

  private final Queue<MockResponse> refreshAnswers = new ConcurrentLinkedQueue<>();
  @AutoClose private final FakeService service = FakeService.overHttp();

  @BeforeEach
  void start() {
    service.answerWith(this::answer);
  }

  @Test
  void renewal_whenRefreshIsOff_signsIn() {
    try (SecurityServices services = service.services()) {
      services.authenticate();
      service.time.advance(UNTIL_40_S_ARE_LEFT);
      services.authenticate();
      soon().until(() -> service.signIns.get() == 2);
    }
    assertThat(refreshes()).isEmpty();
  }

  @Test
  void renewal_aheadOfExpiry_sendsTheRefreshTokenAlone() {
    refreshAnswers.add(token("second"));
    refreshAnswers.add(token("third", "refresh-of-tests-new"));
    refreshAnswers.add(token("fourth"));
    try (SecurityServices services = refreshing()) {
      services.authenticate();
      for (String next : List.of("second", "third", "fourth")) {
        service.time.advance(UNTIL_40_S_ARE_LEFT);
        awaitToken(services, next);
      }
    }
    assertThat(service.signIns).hasValue(1);
    assertThat(refreshes())
        .extracting(request -> request.getHeaders().get("Refresh"))
        .containsExactly("refresh-of-tests-1", "refresh-of-tests-1", "refresh-of-tests-new");
    assertThat(refreshes())
        .allMatch(request -> request.getHeaders().get("Authorization") == null)
        .allMatch(request -> FakeService.bodyOf(request).equals("{}"));
  }

  @Test
  void settings_whenTheyDifferFromWhatIsAssumed_areFollowed() {
    refreshAnswers.add(token("second"));
    try (SecurityServices services =
        service
            .builder()
            .tokenRefresh(new TokenRefreshSettings("Authorization"))
            .path(Operations.AUTHENTICATE_REFRESH, "/v2" + PATH)
            .build()) {
      services.authenticate();
      service.time.advance(UNTIL_40_S_ARE_LEFT);
      awaitToken(services, "second");
    }
    RecordedRequest refresh = refreshes().get(0);
    assertThat(refresh.getUrl().encodedPath()).isEqualTo("/v1/v2" + PATH);
    assertThat(refresh.getHeaders().get("Authorization")).isEqualTo("refresh-of-tests-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Host", "content-length", "a b", "a\r\nX: y", "ü"})
  void settings_whenTheHeaderCannotBeUsed_areRefused(String header) {
    assertThatThrownBy(() -> new TokenRefreshSettings(header))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("header of the refresh token");
  }

  /**
   * Whatever comes back: one request more, one line in the log, and the next renewal tries again.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | {"message":"refresh-of-tests-1"}
          401 | {"message":"The refresh token has been revoked"}
          403 | {"message":"The incoming token has expired"}
          503 | {}
          200 | {}
          200 | {"AuthToken":5}
          200 | {"AuthToken":"a\\nb"}
          200 | <html></html>
          200 | {"AuthToken":"refresh-of-tests-1
          """)
  void refresh_whenItFails_isFollowedByASignIn(int status, String body) {
    refreshAnswers.add(FakeService.json(status, body).build());
    refreshAnswers.add(token("third"));
    try (LogLines log = new LogLines("io.github.thingseal.cloud");
        SecurityServices services = refreshing()) {
      services.authenticate();
      service.time.advance(UNTIL_40_S_ARE_LEFT);
      awaitToken(services, signedIn(2, UNTIL_40_S_ARE_LEFT));
      assertThat(service.signIns).hasValue(2);
      assertThat(refreshes()).hasSize(1);
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("WARNING") && line.contains("refreshed"))
          .hasSize(1)
          .noneMatch(line -> line.contains("refresh-of-tests"));

      service.time.advance(UNTIL_40_S_ARE_LEFT);
      awaitToken(services, "third");
    }
    assertThat(service.signIns).hasValue(2);
    assertThat(refreshes())
        .extracting(request -> request.getHeaders().get("Refresh"))
        .containsExactly("refresh-of-tests-1", "refresh-of-tests-2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          404 | {}
          403 | {"message":"Missing Authentication Token"}
          """)
  void refresh_whenThePathIsUnknown_isTriedOnce(int status, String body) {
    refreshAnswers.add(FakeService.json(status, body).build());
    try (LogLines log = new LogLines("io.github.thingseal.cloud");
        SecurityServices services = refreshing()) {
      services.authenticate();
      service.time.advance(UNTIL_40_S_ARE_LEFT);
      awaitToken(services, signedIn(2, UNTIL_40_S_ARE_LEFT));
      service.time.advance(UNTIL_40_S_ARE_LEFT);
      awaitToken(services, signedIn(3, UNTIL_40_S_ARE_LEFT.multipliedBy(2)));

      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("WARNING"))
          .singleElement()
          .asString()
          .contains("not refreshed any more", "/authenticate/refresh", "verrid");
    }
    assertThat(service.signIns).hasValue(3);
    assertThat(refreshes()).hasSize(1);
  }

  @Test
  void refresh_whenItIsStalled_leavesHalfTheTimeToASignInAndHoldsUpNoCall() {
    refreshAnswers.add(FakeService.stalled());
    try (SecurityServices services = refreshing()) {
      services.authenticate();
      service.time.advance(UNTIL_40_S_ARE_LEFT);
      services.call("/a", "{}").execute();
      soon().until(() -> refreshes().size() == 1);
      services.call("/a", "{}").execute();
      assertThat(service.signIns).hasValue(1);

      service.time.advance(Duration.ofSeconds(15));
      awaitToken(services, signedIn(2, UNTIL_40_S_ARE_LEFT.plusSeconds(15)));
    }
    assertThat(service.signIns).hasValue(2);
  }

  /** In the last seconds, and after them, calls wait: for the way that is known. */
  @ParameterizedTest
  @ValueSource(longs = {3592, 7200})
  void token_whenCallsWaitForTheNext_isMadeBySigningIn(long seconds) {
    try (SecurityServices services = refreshing()) {
      services.authenticate();
      service.time.advance(Duration.ofSeconds(seconds));
      services.call("/a", "{}").execute();
    }
    assertThat(service.signIns).hasValue(2);
    assertThat(refreshes()).isEmpty();
  }

  /** The refresh began after the refused token was handed out, and yet may be as worthless. */
  @Test
  void token_whenItWasRefused_isReplacedBySigningInThoughARefreshIsUnderWay() throws Exception {
    CountDownLatch refused = new CountDownLatch(1);
    CountDownLatch refreshed = new CountDownLatch(1);
    String first = signedIn(1, Duration.ZERO);
    service.onRequest(PATH, () -> FakeService.awaitLatch(refreshed));
    refreshAnswers.add(token("late"));
    service.answerWith(
        request -> {
          if (!first.equals(request.getHeaders().get("Authorization"))) {
            return answer(request);
          }
          FakeService.awaitLatch(refused);
          return FakeService.json(401, "{}").build();
        });
    try (SecurityServices services =
        service
            .builder()
            .tokenRefresh(TokenRefreshSettings.standard())
            .callTimeout(Duration.ofDays(1))
            .build()) {
      CompletableFuture<String> call = services.call("/a", "{}").submit();
      soon().until(() -> service.businessRequests().size() == 1);
      service.time.advance(UNTIL_40_S_ARE_LEFT);
      services.authenticate();
      soon().until(() -> refreshes().size() == 1);

      refused.countDown();
      assertThat(call.get(120, TimeUnit.SECONDS)).isEqualTo("{}");
      assertThat(service.signIns).hasValue(2);

      refreshed.countDown();
      awaitToken(services, signedIn(2, UNTIL_40_S_ARE_LEFT));
    } finally {
      refused.countDown();
      refreshed.countDown();
    }
    assertThat(service.signIns).hasValue(2);
  }

  @Test
  void accessKey_whenItWasReplaced_signsInWithTheNewOne() {
    try (RotatingCredentials rotating =
            RotatingCredentials.startingWith(
                Credentials.of(FakeService.ACCESS_KEY, FakeService.ACCESS_SECRET));
        SecurityServices services =
            service
                .builder()
                .credentials(rotating)
                .tokenRefresh(TokenRefreshSettings.standard())
                .build()) {
      services.authenticate();
      rotating.replaceBy(Credentials.of("new-key", "secret of new"));
      service.time.advance(UNTIL_40_S_ARE_LEFT);
      awaitToken(services, signedIn(2, UNTIL_40_S_ARE_LEFT));
      assertThat(rotating.isProven()).isTrue();
    }
    assertThat(refreshes()).isEmpty();
  }

  @Test
  void close_whileARefreshIsUnderWay_isFollowedByNoSignIn() {
    refreshAnswers.add(FakeService.stalled());
    try (LogLines log = new LogLines("io.github.thingseal.cloud")) {
      try (SecurityServices services = refreshing()) {
        services.authenticate();
        service.time.advance(UNTIL_40_S_ARE_LEFT);
        services.authenticate();
        soon().until(() -> refreshes().size() == 1);
      }
      assertThat(log.lines()).noneMatch(line -> line.contains("refreshed"));
    }
    assertThat(service.signIns).hasValue(1);
  }

  /** A service that was written apart from this client. */
  @Test
  void simulatedService_inVirtualTime_isSignedInToOnce() {
    VirtualTime time = new VirtualTime();
    AtomicInteger refreshed = new AtomicInteger();
    try (SimulatedServices simulated = SimulatedServices.builder().httpPort(0).clock(time).start();
        SecurityServices services =
            SecurityServices.builder()
                .baseUrl(simulated.httpUrl().orElseThrow().toString())
                .credentials(Credentials.of(simulated.accessKey(), secret(simulated)))
                .tokenRefresh(TokenRefreshSettings.standard())
                .listener(CallListener.audit((call, result) -> count(call, result, refreshed)))
                .readTimeout(Duration.ofMinutes(5)) // Real time, unlike the rest.
                .time(time, () -> 0.5)
                .build()) {
      services.whitelist().list().execute();
      for (int renewals = 1; renewals <= 3; renewals++) {
        time.advance(UNTIL_40_S_ARE_LEFT);
        int made = renewals;
        soon()
            .until(
                () -> {
                  services.authenticate();
                  return refreshed.get() == made;
                });
      }
      services.whitelist().list().execute();
      assertThat(simulated.requests("/authenticate")).hasSize(1);

      simulated.portal().deleteAccessKey(simulated.accessKey());
      assertThatThrownBy(() -> services.whitelist().list().execute())
          .isInstanceOf(NotAuthorizedException.class);
    }
  }

  private static void count(CallInfo call, CallResult result, AtomicInteger refreshed) {
    if (call.operation().equals(Operations.AUTHENTICATE_REFRESH)) {
      assertThat(result.failure()).isEmpty();
      refreshed.incrementAndGet();
    }
  }

  private static String secret(SimulatedServices simulated) {
    return simulated.accessSecret().expose(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private MockResponse answer(RecordedRequest request) {
    MockResponse refreshed = isRefresh(request) ? refreshAnswers.poll() : null;
    return refreshed == null ? FakeService.json(200, "{}").build() : refreshed;
  }

  private SecurityServices refreshing() {
    return service.builder().tokenRefresh(TokenRefreshSettings.standard()).build();
  }

  /** Makes calls until one goes with the token; those before go with the one before. */
  private void awaitToken(SecurityServices services, String token) {
    soon()
        .until(
            () -> {
              services.call("/a", "{}").execute();
              List<RecordedRequest> all = service.requests;
              return token.equals(lastCall(all).getHeaders().get("Authorization"));
            });
  }

  private static RecordedRequest lastCall(List<RecordedRequest> all) {
    return all.stream()
        .filter(request -> request.getUrl().encodedPath().endsWith("/a"))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private List<RecordedRequest> refreshes() {
    return service.requests.stream().filter(TokenRefreshTest::isRefresh).toList();
  }

  private static boolean isRefresh(RecordedRequest request) {
    return request.getUrl().encodedPath().endsWith(PATH);
  }

  private static String signedIn(int number, Duration after) {
    return FakeService.token(number, VirtualTime.START.plus(after).plusSeconds(3600));
  }

  private static MockResponse token(String text) {
    return FakeService.json(200, "{\"AuthToken\":\"" + text + "\"}").build();
  }

  private static MockResponse token(String text, String refreshToken) {
    return FakeService.json(
            200, "{\"AuthToken\":\"" + text + "\",\"RefreshToken\":\"" + refreshToken + "\"}")
        .build();
  }

  private static ConditionFactory soon() {
    return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10));
  }
}
