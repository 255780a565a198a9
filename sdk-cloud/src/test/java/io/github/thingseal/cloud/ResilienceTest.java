package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.error.CallRejectedException;
import io.github.thingseal.cloud.error.CallTimeoutException;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.resilience.BulkheadSettings;
import io.github.thingseal.cloud.resilience.CircuitBreakerSettings;
import io.github.thingseal.cloud.resilience.RateLimitSettings;
import io.github.thingseal.cloud.resilience.RetrySettings;
import io.github.thingseal.core.InvalidInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Circuit breaker, rate limit and bulkhead. */
class ResilienceTest {
  @AutoClose private final FakeService service = FakeService.overHttp();

  @Test
  void breaker_whenTheServiceIsDown_rejectsUntilItsTimeIsOver() {
    service.answerAll(500, "{}");
    try (SecurityServices services = brittle()) {
      services.authenticate();
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(() -> services.call("/a", "{}").execute())
            .isInstanceOf(ServiceUnavailableException.class);
      }
      assertThatThrownBy(() -> services.call("/a", "{}").execute())
          .isInstanceOf(CallRejectedException.class)
          .hasMessageContaining("circuit breaker is open, for 10000 ms more at most")
          .hasMessageContaining("SecurityServices.builder().circuitBreaker(...)");
      assertThat(service.businessRequests()).hasSize(5);

      service.time.advance(Duration.ofSeconds(11));
      service.answerAll(200, "{}");
      assertThat(services.call("/a", "{}").execute()).isEqualTo("{}");
    }
  }

  @Test
  void breaker_whenOneOperationFails_letsTheOthersPass() {
    service.answerWith(
        request ->
            FakeService.json(request.getUrl().encodedPath().endsWith("/bad") ? 500 : 200, "{}")
                .build());
    try (SecurityServices services = brittle()) {
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(() -> services.call("/bad", "{}").execute())
            .isInstanceOf(ServiceUnavailableException.class);
      }
      assertThatThrownBy(() -> services.call("/bad", "{}").execute())
          .isInstanceOf(CallRejectedException.class);
      assertThat(services.call("/good", "{}").execute()).isEqualTo("{}");
    }
  }

  @Test
  void breaker_whenCallsAreWrong_staysClosed() {
    service.answerAll(404, "{}");
    try (SecurityServices services = brittle()) {
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(() -> services.call("/a", "{}").execute())
            .isInstanceOf(NotFoundException.class);
      }
    }
    assertThat(service.businessRequests()).hasSize(10);
  }

  @Test
  void rateLimit_whenUsedUp_rejects() {
    service.answerAll(200, "{}");
    try (SecurityServices services =
        service
            .builder()
            .rateLimit(new RateLimitSettings(2, Duration.ofDays(1), Duration.ZERO))
            .build()) {
      services.call("/a", "{}").execute();
      assertThatThrownBy(() -> services.call("/a", "{}").execute())
          .isInstanceOf(CallRejectedException.class)
          .hasMessageContaining("rate limit");
    }
    assertThat(service.businessRequests()).hasSize(1);
  }

  @Test
  void rateLimit_whenItsTurnComesInTime_waits() throws Exception {
    service.answerAll(200, "{}");
    try (SecurityServices services =
        service
            .builder()
            .callTimeout(Duration.ofDays(2))
            .rateLimit(new RateLimitSettings(2, Duration.ofDays(1), Duration.ofDays(2)))
            .build()) {
      services.call("/a", "{}").execute();
      CompletableFuture<String> second = services.call("/a", "{}").submit();
      service.time.advance(Duration.ofHours(23));
      assertThat(second).isNotDone();
      assertThat(service.businessRequests()).hasSize(1);

      service.time.advance(Duration.ofHours(1));
      assertThat(second.get(120, TimeUnit.SECONDS)).isEqualTo("{}");
    }
  }

  @Test
  void rateLimit_whenNotSet_isOff() throws Exception {
    service.answerAll(200, "{}");
    try (SecurityServices services = service.services()) {
      List<CompletableFuture<String>> calls = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        calls.add(services.call("/a", "{}").submit());
      }
      for (CompletableFuture<String> call : calls) {
        assertThat(call.get(120, TimeUnit.SECONDS)).isEqualTo("{}");
      }
    }
    assertThat(service.time.instant()).isEqualTo(VirtualTime.START);
  }

  @Test
  void rateLimit_whenWaitingCallsExpireOrAreCancelled_costsNothing() throws Exception {
    service.answerAll(200, "{}");
    try (SecurityServices services = limitedToOneIn(Duration.ofSeconds(10))) {
      List<CompletableFuture<String>> expiring = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        expiring.add(services.call("/e", "{}").timeout(Duration.ofSeconds(2)).submit());
        services.call("/c", "{}").submit().cancel(true);
      }
      service.time.advance(Duration.ofSeconds(2));
      for (CompletableFuture<String> each : expiring) {
        assertThatThrownBy(() -> each.get(120, TimeUnit.SECONDS))
            .hasCauseInstanceOf(CallTimeoutException.class)
            .hasMessageContaining("nothing was sent");
      }
      service.time.advance(Duration.ofSeconds(8));

      assertThat(services.call("/a", "{}").execute()).isEqualTo("{}");
      assertThat(service.businessRequests()).hasSize(1);
    }
  }

  @Test
  void rateLimit_whenCallsAreRefusedForWantOfAPermit_costsNothing() {
    service.answerAll(200, "{}");
    try (SecurityServices services = limitedToOneIn(Duration.ofSeconds(10))) {
      List<CompletableFuture<String>> refused = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        refused.add(services.call("/r", "{}").submit());
      }
      service.time.advance(Duration.ofSeconds(4));
      for (CompletableFuture<String> each : refused) {
        assertThatThrownBy(() -> each.get(120, TimeUnit.SECONDS))
            .hasCauseInstanceOf(CallRejectedException.class)
            .hasMessageContaining("rate limit");
      }
      service.time.advance(Duration.ofSeconds(6));

      assertThat(services.call("/a", "{}").execute()).isEqualTo("{}");
    }
  }

  @Test
  void rateLimit_whenTheBreakerRefusesCalls_costsNothing() {
    service.answerWith(
        request ->
            FakeService.json(request.getUrl().encodedPath().endsWith("/bad") ? 500 : 200, "{}")
                .build());
    try (SecurityServices services =
        service
            .builder()
            .circuitBreaker(new CircuitBreakerSettings(100, 1, Duration.ofDays(1)))
            .rateLimit(new RateLimitSettings(3, Duration.ofDays(1), Duration.ZERO))
            .build()) {
      assertThatThrownBy(() -> services.call("/bad", "{}").execute())
          .isInstanceOf(ServiceUnavailableException.class);
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(() -> services.call("/bad", "{}").execute())
            .hasMessageContaining("circuit breaker");
      }
      // Sign-in and failure took two permits; the third one is there.
      assertThat(services.call("/good", "{}").execute()).isEqualTo("{}");
    }
  }

  @Test
  void breaker_whenThousandsStandInLineForAnOperationThatFails_turnsAllAway() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    service.onRequest("/a", () -> FakeService.awaitLatch(release));
    service.answerAll(500, "{}");
    try (SecurityServices services =
        service
            .builder()
            .bulkhead(new BulkheadSettings(1, Duration.ofSeconds(10)))
            .circuitBreaker(new CircuitBreakerSettings(100, 1, Duration.ofDays(1)))
            .build()) {
      services.authenticate();
      List<CompletableFuture<String>> calls = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        calls.add(services.call("/a", "{}").submit());
      }
      release.countDown();
      for (CompletableFuture<String> call : calls.subList(1, calls.size())) {
        assertThatThrownBy(() -> call.get(120, TimeUnit.SECONDS))
            .hasCauseInstanceOf(CallRejectedException.class);
      }
    }
    assertThat(service.businessRequests()).hasSize(1);
  }

  @Test
  void bulkhead_whenFull_rejects() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    service.answerWith(
        request -> {
          inside.countDown();
          FakeService.awaitLatch(release);
          return FakeService.json(200, "{}").build();
        });
    try (SecurityServices services =
        service.builder().bulkhead(new BulkheadSettings(1, Duration.ZERO)).build()) {
      services.authenticate();
      CompletableFuture<String> first = services.call("/a", "{}").submit();
      inside.await();

      assertThatThrownBy(() -> services.call("/a", "{}").execute())
          .isInstanceOf(CallRejectedException.class);

      release.countDown();
      assertThat(first.get(120, TimeUnit.SECONDS)).isEqualTo("{}");
      assertThat(services.call("/a", "{}").execute()).isEqualTo("{}");
    }
  }

  @Test
  void guards_whenOff_letEverythingPass() {
    service.answerAll(500, "{}");
    try (SecurityServices services =
        service
            .builder()
            .withoutBulkhead()
            .withoutCircuitBreaker()
            .withoutRateLimit()
            .retry(RetrySettings.off())
            .build()) {
      for (int i = 0; i < 30; i++) {
        assertThatThrownBy(() -> services.call("/a", "{}").execute())
            .isInstanceOf(ServiceUnavailableException.class);
      }
    }
    assertThat(service.businessRequests()).hasSize(30);
  }

  @Test
  void settings_whenOutOfRange_areRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new RetrySettings(0, second, second, second)).isInstanceOf(INVALID);
    assertThatThrownBy(() -> new RetrySettings(1, Duration.ZERO, second, second))
        .isInstanceOf(INVALID);
    assertThatThrownBy(() -> new RateLimitSettings(0, second, second)).isInstanceOf(INVALID);
    assertThatThrownBy(() -> new CircuitBreakerSettings(101, 1, second)).isInstanceOf(INVALID);
    assertThatThrownBy(() -> new BulkheadSettings(1, second.negated())).isInstanceOf(INVALID);
  }

  private static final Class<InvalidInputException> INVALID = InvalidInputException.class;

  /** One request in the period, and the next period has just begun to be used up. */
  private SecurityServices limitedToOneIn(Duration period) {
    SecurityServices services =
        service
            .builder()
            .rateLimit(new RateLimitSettings(1, period, Duration.ofSeconds(4)))
            .build();
    services.authenticate();
    return services;
  }

  private SecurityServices brittle() {
    return service
        .builder()
        .circuitBreaker(new CircuitBreakerSettings(80, 5, Duration.ofSeconds(10)))
        .build();
  }
}
