package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.cloud.error.ServiceFailure;
import io.github.thingseal.cloud.operation.ServiceDocument;
import io.github.thingseal.core.ThingsealException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.ConnectionPool;
import org.junit.jupiter.api.Test;

/** An hour of virtual time in which three requests of ten meet a fault. */
class SoakTest {
  private static final ServiceDocument DOCUMENT = ServiceDocument.standard();
  private static final String EXAMPLE = "/responses/200/content/application~1json/example";
  private static final int FAULTY_PERCENT = 30;
  private static final long SEED = 20261129;

  private final Random random = new Random(SEED);
  private final List<CloudFault> faults =
      CloudFault.all().stream()
          .filter(fault -> !fault.name().contains("1 h"))
          .filter(fault -> !fault.name().equals(FaultMatrixTest.SILENCE))
          .toList();
  private final AtomicInteger carriedOut = new AtomicInteger();
  private int results;
  private int failures;

  @Test
  void hour_whenThreeOfTenRequestsFail_losesAndDoublesNothing() throws Exception {
    try (FakeService service = FakeService.overHttp();
        SecurityServices services = open(service)) {
      service.answerWith(this::answer);
      List<String> names = new ArrayList<>(TypedCalls.names());
      Instant end = service.time.instant().plus(Duration.ofHours(1));
      while (service.time.instant().isBefore(end)) {
        makeCall(TypedCalls.of(names.get(random.nextInt(names.size())), services));
        service.time.advance(Duration.ofMillis(1000 + random.nextInt(4000)));
      }
    }
    assertThat(results).isGreaterThan(500);
    assertThat(failures).isGreaterThan(50);
  }

  private void makeCall(ServiceCall<?> call) throws Exception {
    carriedOut.set(0);
    AtomicInteger outcomes = new AtomicInteger();
    CompletableFuture<?> future =
        call.submit().whenComplete((value, failure) -> outcomes.incrementAndGet());
    try {
      Object value = future.get(120, TimeUnit.SECONDS);
      assertThat(carriedOut.get()).as("%s has a result", call).isPositive();
      if (value instanceof AutoCloseable secret) {
        secret.close();
      }
      results++;
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(ThingsealException.class);
      if (e.getCause() instanceof ServiceFailure failure
          && !failure.details().mayHaveBeenCarriedOut()) {
        assertThat(carriedOut.get()).as("%s was carried out: %s", call, e.getCause()).isZero();
      }
      failures++;
    }
    assertThat(outcomes.get()).isEqualTo(1);
    if (!call.operation().repeatable()) {
      assertThat(carriedOut.get()).as("%s", call).isLessThanOrEqualTo(1);
    }
  }

  private MockResponse answer(RecordedRequest request) {
    String path = request.getUrl().encodedPath().substring("/v1".length());
    MockResponse.Builder right =
        FakeService.json(
            200, DOCUMENT.operation(DOCUMENT.operationAt(path)).at(EXAMPLE).toString());
    MockResponse answer = right.build();
    if (random.nextInt(100) < FAULTY_PERCENT) {
      answer = faults.get(random.nextInt(faults.size())).answer().apply(right).build();
    }
    if (answer.getCode() == 200) {
      carriedOut.incrementAndGet();
    }
    return answer;
  }

  private static SecurityServices open(FakeService service) throws IOException {
    return TypedCalls.withPortal(service.builder())
        .time(new AutoAdvancingTime(service.time), () -> 0.5)
        .okHttpClient(client -> client.connectionPool(new ConnectionPool(0, 1, TimeUnit.MINUTES)))
        .build();
  }
}
