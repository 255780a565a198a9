package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.resilience.CircuitBreakerSettings;
import io.github.thingseal.testsupport.LogLines;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The levels mean what docs/production.md says. */
class LogLevelsTest {
  private final LogLines log = new LogLines("io.github.thingseal.cloud");
  private FakeService service;

  @BeforeEach
  void start() throws IOException {
    service = FakeService.overHttp();
  }

  @AfterEach
  void stop() {
    log.close();
    service.close();
  }

  @Test
  void call_whenItFails_isNoWarning() {
    service.enqueue(404, "{}");
    try (SecurityServices services = service.services()) {
      assertThatThrownBy(() -> services.call("/a", "{}").correlationId("c-9").execute())
          .isNotNull();
    }
    assertThat(log.lines())
        .contains("INFO Signed in with access key " + FakeService.ACCESS_KEY)
        .anyMatch(
            line -> line.matches("FINE /a attempt 1: status 404 in \\d+ ms, correlation id c-9"))
        .noneMatch(line -> line.startsWith("WARNING") || line.startsWith("SEVERE"));
  }

  @Test
  void breaker_whenItOpensAndCloses_isAWarningAndThenInformation() {
    service.enqueue(500, "{}");
    service.thenAnswerAll(200, "{}");
    try (SecurityServices services =
        service
            .builder()
            .circuitBreaker(new CircuitBreakerSettings(100, 1, Duration.ofSeconds(10)))
            .build()) {
      assertThatThrownBy(() -> services.call("/a", "{}").execute()).isNotNull();
      assertThat(log.lines())
          .contains("WARNING The service fails at /a: its calls are rejected for now");
      service.time.advance(Duration.ofSeconds(11));
      services.call("/a", "{}").execute();
      services.call("/a", "{}").execute();
      services.call("/a", "{}").execute();
    }
    assertThat(log.lines()).contains("INFO The service is back at /a");
  }

  @Test
  void clock_whenItIsWrong_isAWarning() {
    service.enqueue(FakeService.json(200, "{}").addHeader("Date", "Sat, 31 Jan 2026 13:00:00 GMT"));
    try (SecurityServices services = service.services()) {
      services.call("/a", "{}").execute();
    }
    assertThat(log.lines())
        .contains(
            "WARNING The clock of this machine is 3600 s behind that of the service; tokens go by"
                + " the service's");
  }
}
