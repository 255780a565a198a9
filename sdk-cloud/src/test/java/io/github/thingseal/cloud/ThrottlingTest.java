package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.error.CallRejectedException;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.resilience.AdaptiveRateLimitSettings;
import io.github.thingseal.cloud.resilience.RetryBudgetSettings;
import io.github.thingseal.cloud.resilience.RetrySettings;
import io.github.thingseal.core.InvalidInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What all calls together learn from status 429, and how many repetitions they share. */
@Timeout(180)
class ThrottlingTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOLD = Duration.ofSeconds(7);

  @AutoClose private final FakeService service = FakeService.overHttp();

  @Test
  void retryAfter_whenOfStatus429_holdsBackAllCalls() throws Exception {
    service.enqueue(FakeService.json(429, "{}").addHeader("Retry-After", "7"));
    service.thenAnswerAll(200, "{}");
    try (SecurityServices services = once()) {
      assertThatThrownBy(() -> services.call("/a", "{}").execute())
          .isInstanceOf(ServiceUnavailableException.class);

      // Whoever is held back for longer than its time limit is turned away; others would be
      // answered.
      assertThatThrownBy(() -> services.call("/b", "{}").timeout(HOLD.minusMillis(1)).execute())
          .isInstanceOf(CallRejectedException.class);
      service.time.advance(HOLD.minusMillis(1));
      assertThatThrownBy(() -> services.call("/c", "{}").timeout(Duration.ofNanos(1)).execute())
          .isInstanceOf(CallRejectedException.class);
      CompletableFuture<String> other = services.call("/d", "{}").submit();
      assertThat(service.businessRequests()).hasSize(1);

      service.time.advance(Duration.ofMillis(1));
      assertThat(other.get(120, TimeUnit.SECONDS)).isEqualTo("{}");
      assertThat(service.businessRequests()).hasSize(2);
    }
  }

  @Test
  void retryAfter_whenItOutlastsTheTimeLimit_turnsCallsAwayAtOnce() {
    service.enqueue(FakeService.json(429, "{}").addHeader("Retry-After", "7"));
    service.thenAnswerAll(200, "{}");
    try (SecurityServices services = once()) {
      assertThatThrownBy(() -> services.call("/a", "{}").execute()).isNotNull();

      assertThatThrownBy(() -> services.call("/b", "{}").timeout(Duration.ofSeconds(5)).execute())
          .isInstanceOf(CallRejectedException.class)
          .hasMessageContaining("429");
      assertThat(service.businessRequests()).hasSize(1);
    }
  }

  @Test
  void retryAfter_whenEndless_holdsBackForAMinute() throws Exception {
    service.enqueue(FakeService.json(429, "{}").addHeader("Retry-After", "999999999"));
    service.thenAnswerAll(200, "{}");
    try (SecurityServices services = once()) {
      assertThatThrownBy(() -> services.call("/a", "{}").execute()).isNotNull();
      CompletableFuture<String> other =
          services.call("/b", "{}").timeout(Duration.ofDays(1)).submit();
      service.time.advance(Duration.ofMinutes(1));
      assertThat(other.get(120, TimeUnit.SECONDS)).isEqualTo("{}");
    }
  }

  @Test
  void cancelled_whileHeldBack_endsAtOnceAndLetsTheNextOneGo() throws Exception {
    service.enqueue(FakeService.json(429, "{}").addHeader("Retry-After", "7"));
    service.thenAnswerAll(200, "{}");
    try (SecurityServices services = once()) {
      assertThatThrownBy(() -> services.call("/a", "{}").execute()).isNotNull();
      CompletableFuture<String> first = services.call("/b", "{}").submit();
      CompletableFuture<String> second = services.call("/c", "{}").submit();
      first.cancel(true);
      service.time.advance(Duration.ofSeconds(7));
      assertThat(second.get(120, TimeUnit.SECONDS)).isEqualTo("{}");
      assertThat(service.businessRequests()).hasSize(2);
    }
  }

  @Test
  void rate_whenABurstIsRefused_isHalvedRecoversAndIsForgotten() throws Exception {
    AtomicInteger status = new AtomicInteger(200);
    service.answerWith(request -> FakeService.json(status.get(), "{}").build());
    try (SecurityServices services = once()) {
      service.time.advance(Duration.ofSeconds(2));
      for (int i = 0; i < 99; i++) {
        services.call("/a", "{}").execute();
      }
      status.set(429);
      assertThatThrownBy(() -> services.call("/a", "{}").execute())
          .isInstanceOf(ServiceUnavailableException.class);
      status.set(200);
      // 100 in this second were too many: 50 a second, of which 5 at once.
      List<CompletableFuture<String>> calls = submit(services, 20);
      awaitAnswers(calls.subList(0, 5));
      assertThat(service.businessRequests()).hasSize(100 + 5);
      service.time.advance(Duration.ofMillis(100));
      awaitAnswers(calls.subList(0, 10));
      assertThat(service.businessRequests()).hasSize(100 + 10);
      service.time.advance(Duration.ofSeconds(30));
      // Twice what was too much was fine: no limit any more.
      awaitAnswers(submit(services, 300));
    }
  }

  @Test
  void burst_whenRefusedTogether_halvesTheRateOnce() throws Exception {
    CountDownLatch all = new CountDownLatch(40);
    service.answerWith(request -> afterAll(all));
    try (SecurityServices services = once()) {
      service.time.advance(Duration.ofSeconds(2));
      List<CompletableFuture<String>> burst = submit(services, 40);
      for (CompletableFuture<String> each : burst) {
        assertThatThrownBy(() -> each.get(120, TimeUnit.SECONDS)).isNotNull();
      }
      service.answerAll(200, "{}");
      List<CompletableFuture<String>> calls = submit(services, 100);
      awaitAnswers(calls.subList(0, 5));
      // 20 a second, and growing, after one halving; after two it would be 10. Step by step,
      // because
      // a thread that is behind would miss what the time before has brought.
      for (int step = 1; step <= 20; step++) {
        service.time.advance(Duration.ofMillis(50));
        awaitAnswers(calls.subList(0, 5 + step));
      }
      assertThat(calls.get(5 + 22)).isNotDone();
    }
  }

  @Test
  void limit_whenOff_holdsBackNoOtherCall() {
    service.enqueue(FakeService.json(429, "{}").addHeader("Retry-After", "7"));
    service.thenAnswerAll(200, "{}");
    try (SecurityServices services =
        service.builder().retry(RetrySettings.off()).withoutAdaptiveRateLimit().build()) {
      assertThatThrownBy(() -> services.call("/a", "{}").execute()).isNotNull();
      assertThat(services.call("/b", "{}").execute()).isEqualTo("{}");
    }
  }

  @Test
  void outage_isMultipliedByTheBudgetOnly() {
    service.answerAll(503, "{}");
    try (SecurityServices services =
        service
            .builder()
            .withoutCircuitBreaker()
            .retry(new RetrySettings(3, Duration.ofNanos(1), Duration.ofNanos(1), SECOND))
            .retryBudget(new RetryBudgetSettings(20, 10, Duration.ofDays(1)))
            .build()) {
      for (int i = 0; i < 100; i++) {
        assertThatThrownBy(() -> services.devices().list().execute())
            .isInstanceOf(ServiceUnavailableException.class);
      }
    }
    // The reserve, and a fifth of the calls after the one that used it up.
    assertThat(service.businessRequests()).hasSizeBetween(100 + 10 + 18, 100 + 10 + 20);
  }

  @Test
  void budget_whenUsedUp_comesBackWithTime() {
    service.answerAll(503, "{}");
    try (SecurityServices services =
        service
            .builder()
            .withoutCircuitBreaker()
            .retry(RetrySettings.standard().withMaxAttempts(2))
            .retryBudget(new RetryBudgetSettings(0, 1, Duration.ofMinutes(1)))
            .build()) {
      assertThatThrownBy(() -> services.devices().list().execute()).isNotNull();
      assertThatThrownBy(() -> services.devices().list().execute()).isNotNull();
      assertThat(service.businessRequests()).hasSize(2 + 1);

      service.time.advance(Duration.ofMinutes(1));
      assertThatThrownBy(() -> services.devices().list().execute()).isNotNull();
      assertThat(service.businessRequests()).hasSize(2 + 1 + 2);
    }
  }

  @Test
  void budget_whenAPauseHasNoRoom_isGivenBack() {
    service.answerWith(
        request -> FakeService.json(503, "{}").addHeader("Retry-After", "7").build());
    try (SecurityServices services =
        service.builder().retryBudget(new RetryBudgetSettings(0, 1, Duration.ofDays(1))).build()) {
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(() -> services.devices().list().timeout(Duration.ofSeconds(5)).execute())
            .isInstanceOf(ServiceUnavailableException.class);
      }
      service.thenAnswerAll(200, "{}");
      service.enqueue(503, "{}");
      service.answers.add(FakeService.json(200, "{\"Devices\":[]}").build());
      assertThat(services.devices().list().execute()).isEmpty();
    }
  }

  @Test
  void settings_whenOutOfRange_areRefused() {
    assertThatThrownBy(() -> new AdaptiveRateLimitSettings(0, SECOND, SECOND))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new AdaptiveRateLimitSettings(1, Duration.ZERO, SECOND))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new RetryBudgetSettings(101, 1, SECOND))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new RetryBudgetSettings(1, 0, SECOND))
        .isInstanceOf(InvalidInputException.class);
  }

  private SecurityServices once() {
    SecurityServices services = service.builder().retry(RetrySettings.off()).build();
    services.authenticate();
    return services;
  }

  private static List<CompletableFuture<String>> submit(SecurityServices services, int times) {
    List<CompletableFuture<String>> calls = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      calls.add(services.call("/a", "{}").timeout(Duration.ofDays(1)).submit());
    }
    return calls;
  }

  private static void awaitAnswers(List<CompletableFuture<String>> calls) throws Exception {
    for (CompletableFuture<String> call : calls) {
      assertThat(call.get(120, TimeUnit.SECONDS)).isEqualTo("{}");
    }
  }

  /** Refuses when as many have come. */
  private static MockResponse afterAll(CountDownLatch all) {
    all.countDown();
    FakeService.awaitLatch(all);
    return FakeService.json(429, "{}").build();
  }
}
