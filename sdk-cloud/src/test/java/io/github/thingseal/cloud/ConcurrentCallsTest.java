package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.core.id.RotPublicUid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

/** A thousand calls at once. */
class ConcurrentCallsTest {
  private static final int CALLS = 1_000;
  private static final int AT_ONCE = 64;

  /** For the sign-in, the credentials, the name of the service, and what completes. */
  private static final int OTHER_THREADS = 8;

  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final CountDownLatch full = new CountDownLatch(AT_ONCE);
  private final CountDownLatch counted = new CountDownLatch(1);

  @Test
  void calls_whenAThousandAreSubmitted_takeOneSignInAndFewThreads() throws Exception {
    try (FakeService service = FakeService.overHttp();
        SecurityServices services = service.services()) {
      service.answerWith(this::answer);
      Set<Thread> others = threads();
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
      assertThat(full.await(60, TimeUnit.SECONDS)).isTrue();
      // As many requests as may be are under way, and all other calls wait for their turn.
      Set<Thread> threads = threads();
      threads.removeAll(others);
      assertThat(threads).hasSizeBetween(AT_ONCE, AT_ONCE + OTHER_THREADS);
      counted.countDown();
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
    full.countDown();
    FakeService.awaitLatch(counted);
    underWay.decrementAndGet();
    return FakeService.json(200, body.replace("}", ",\"State\":\"OWNED\"}")).build();
  }

  /** Those of all services. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("thingseal-cloud"))
        .collect(Collectors.toSet());
  }

  private static RotPublicUid uid(int number) {
    return RotPublicUid.of(String.format(Locale.ROOT, "%016x", number + 1));
  }
}
