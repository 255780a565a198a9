package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.core.id.RotPublicUid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

/** A thousand calls at once. */
class ManyCallsTest {
  private static final int CALLS = 1_000;
  private static final int AT_ONCE = 64;

  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  @Test
  void calls_whenAThousandAreSubmitted_takeOneSignInAndFewThreads() throws Exception {
    try (FakeService service = FakeService.overHttp();
        SecurityServices services = service.services()) {
      service.answerWith(this::answer);
      AtomicInteger outcomes = new AtomicInteger();
      List<CompletableFuture<Device>> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        calls.add(
            services
                .devices()
                .get(uid(i))
                .submit()
                .whenComplete((device, failure) -> outcomes.incrementAndGet()));
      }
      for (int i = 0; i < CALLS; i++) {
        Device device = calls.get(i).get(60, TimeUnit.SECONDS);
        assertThat(device.rotPublicUid().is(uid(i))).isTrue();
      }
      assertThat(outcomes.get()).isEqualTo(CALLS);
      assertThat(service.signIns.get()).isEqualTo(1);
      assertThat(service.businessRequests()).hasSize(CALLS);
      assertThat(asked).hasSize(CALLS);
      assertThat(mostUnderWay.get()).isLessThanOrEqualTo(AT_ONCE);
    }
  }

  private MockResponse answer(RecordedRequest request) {
    mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    String body = FakeService.bodyOf(request);
    asked.add(body);
    underWay.decrementAndGet();
    return FakeService.json(200, body.replace("}", ",\"State\":\"OWNED\"}")).build();
  }

  private static RotPublicUid uid(int number) {
    return RotPublicUid.of(String.format(Locale.ROOT, "%016x", number + 1));
  }
}
