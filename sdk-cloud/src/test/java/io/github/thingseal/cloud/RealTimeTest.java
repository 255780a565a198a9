package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.error.CallRejectedException;
import io.github.thingseal.cloud.error.CallTimeoutException;
import io.github.thingseal.cloud.resilience.BulkheadSettings;
import io.github.thingseal.cloud.resilience.RateLimitSettings;
import io.github.thingseal.cloud.resilience.RetrySettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The few things that virtual time stands in for: every wait comes to its end, and so do threads.
 */
@Timeout(180)
class RealTimeTest {
  @AutoClose private final FakeService service = FakeService.overHttp();

  @Test
  void timeLimit_whenTheServiceStalls_endsBlockingAndSubmittedCalls() {
    service.answerWith(request -> FakeService.stalled());
    try (SecurityServices services = builder().build()) {
      services.authenticate();
      ServiceCall<String> call = services.call("/a", "{}").timeout(Duration.ofMillis(100));

      assertThatThrownBy(call::execute).isInstanceOf(CallTimeoutException.class);
      assertThatThrownBy(() -> call.submit().join()).hasCauseInstanceOf(CallTimeoutException.class);
    }
  }

  @Test
  void pause_whenACallIsRepeated_ends() {
    RetrySettings quick =
        new RetrySettings(3, Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofSeconds(5));
    service.enqueue(503, "");
    service.enqueue(FakeService.json(503, "").addHeader("Retry-After", "0"));
    service.enqueue(200, "{\"Devices\":[]}");
    try (SecurityServices services = builder().retry(quick).build()) {
      assertThat(services.devices().list().execute()).isEmpty();
    }
  }

  @Test
  void rateLimit_whenItsPeriodIsOver_letsTheNextCallPass() {
    service.answerAll(200, "{}");
    try (SecurityServices services =
        builder()
            .rateLimit(new RateLimitSettings(1, Duration.ofMillis(20), Duration.ofSeconds(30)))
            .build()) {
      List<CompletableFuture<String>> calls =
          List.of(
              services.call("/a", "{}").submit(),
              services.call("/b", "{}").submit(),
              services.call("/c", "{}").submit());
      assertThat(calls).allSatisfy(call -> assertThat(call.join()).isEqualTo("{}"));
    }
  }

  @Test
  void bulkhead_whenItStaysFull_rejects() {
    service.answerWith(request -> FakeService.stalled());
    try (SecurityServices services =
        builder().bulkhead(new BulkheadSettings(1, Duration.ofMillis(50))).build()) {
      services.authenticate();
      CompletableFuture<String> first = services.call("/a", "{}").submit();
      await().until(() -> service.businessRequests().size() == 1);

      assertThatThrownBy(() -> services.call("/b", "{}").execute())
          .isInstanceOf(CallRejectedException.class);
      assertThat(first).isNotDone();
    }
  }

  @Test
  void close_endsAllThreads() {
    Set<Thread> before = threads();
    service.answerWith(request -> FakeService.stalled());
    SecurityServices services = builder().build();
    CompletableFuture<String> stalled = services.call("/a", "{}").submit();
    await().until(() -> service.businessRequests().size() == 1);
    Set<Thread> ours = threads();
    ours.removeAll(before);
    assertThat(ours).isNotEmpty().allMatch(Thread::isDaemon);

    services.close();

    await().until(() -> ours.stream().noneMatch(Thread::isAlive));
    assertThat(stalled).isCompletedExceptionally();
  }

  private SecurityServicesBuilder builder() {
    return SecurityServices.builder()
        .baseUrl(service.url())
        .clock(service.time)
        .readTimeout(Duration.ofMinutes(5))
        .credentials(Credentials.of(FakeService.ACCESS_KEY, FakeService.ACCESS_SECRET));
  }

  /** While a request is under way, OkHttp names its thread after the request. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                thread.getName().startsWith("thingseal-cloud")
                    || thread.getName().startsWith("OkHttp http"))
        .collect(Collectors.toSet());
  }
}
