package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.thingseal.cloud.error.Attempt;
import io.github.thingseal.cloud.error.CallCancelledException;
import io.github.thingseal.cloud.error.CallTimeoutException;
import io.github.thingseal.cloud.listener.CallObserver;
import io.github.thingseal.cloud.resilience.BulkheadSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A blocking call sends its requests on the thread of its caller, which can be let go any time. */
@Timeout(180)
class CallerThreadTest {
  private final List<Thread> senders = Collections.synchronizedList(new ArrayList<>());

  @Test
  void attempts_whenTheCallBlocks_areMadeOnTheThreadOfItsCaller() throws IOException {
    try (FakeService service = FakeService.overHttp();
        SecurityServices services = watched(service.builder())) {
      service.enqueue(503, "{}");
      service.enqueue(200, "{\"Devices\":[]}");
      services.devices().list().execute();
    }
    assertThat(senders).containsExactly(Thread.currentThread(), Thread.currentThread());
  }

  @Test
  void attempts_whenSubmittedOrWithAHook_areMadeOnThreadsOfTheServices() throws Exception {
    try (FakeService service = FakeService.overHttp();
        SecurityServices plain = watched(service.builder());
        SecurityServices hooked = watched(service.builder().okHttpClient(client -> client))) {
      service.enqueue(200, "{}");
      service.enqueue(200, "{}");
      plain.call("/a", "{}").submit().get(120, TimeUnit.SECONDS);
      hooked.call("/a", "{}").execute();
    }
    assertThat(senders)
        .hasSize(2)
        .allMatch(thread -> thread.getName().startsWith("thingseal-cloud-http-"));
  }

  @Test
  void interrupt_whenTheBodyStalls_endsTheCallAndGivesBackItsTurn() throws Exception {
    try (FakeService service = FakeService.overHttp()) {
      service.enqueue(
          new MockResponse.Builder().body("{}").onResponseBody(SocketEffect.Stall.INSTANCE));
      interrupt(service);
    }
  }

  @Test
  void interrupt_whenTheAnswerStallsOverHttp2_endsTheCallAndGivesBackItsTurn() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (FakeService service = FakeService.overTls()) {
      service.protocols(Protocol.HTTP_2);
      service.onRequest("/a", () -> FakeService.awaitLatch(release));
      try {
        interrupt(service);
      } finally {
        release.countDown();
      }
    }
  }

  @Test
  void timeLimit_whenTheServiceIsSilent_letsTheCallerGo() throws Exception {
    try (FakeService service = FakeService.overHttp();
        SecurityServices services = service.services()) {
      services.authenticate();
      service.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE));
      Caller caller = new Caller(services);
      await().until(() -> service.businessRequests().size() == 1);
      service.time.advance(Duration.ofSeconds(30));
      assertThat(caller.failure()).isInstanceOf(CallTimeoutException.class);
      assertThat(caller.interrupted).isFalse();
    }
  }

  private static void interrupt(FakeService service) throws Exception {
    try (SecurityServices services =
        service
            .builder()
            .trustedCertificates(service.certificate.certificate())
            .bulkhead(new BulkheadSettings(1, Duration.ZERO))
            .build()) {
      services.authenticate();
      Caller caller = new Caller(services);
      await().until(() -> service.businessRequests().size() == 1);
      caller.thread.interrupt();
      assertThat(caller.failure())
          .isInstanceOf(CallCancelledException.class)
          .hasMessageContaining("may have been carried out");
      assertThat(caller.interrupted).isTrue();

      service.enqueue(200, "{}");
      assertThat(services.call("/b", "{}").execute()).isEqualTo("{}");
    }
  }

  private SecurityServices watched(SecurityServicesBuilder builder) {
    SecurityServices services =
        builder
            .listener(
                call ->
                    new CallObserver() {
                      @Override
                      public void attemptEnded(Attempt attempt) {
                        senders.add(Thread.currentThread());
                      }
                    })
            .build();
    services.authenticate();
    senders.clear();
    return services;
  }

  /** A thread that makes a call which fails. */
  private static final class Caller {
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean interrupted;

    Caller(SecurityServices services) {
      thread = new Thread(() -> call(services));
      thread.start();
    }

    private void call(SecurityServices services) {
      try {
        failure.completeExceptionally(
            new AssertionError("answered " + services.call("/a", "{}").execute()));
      } catch (RuntimeException e) {
        interrupted = Thread.currentThread().isInterrupted();
        failure.complete(e);
      }
    }

    Throwable failure() throws Exception {
      return Objects.requireNonNull(failure.get(120, TimeUnit.SECONDS));
    }
  }
}
