package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.thingseal.cloud.error.CallCancelledException;
import io.github.thingseal.cloud.error.CallTimeoutException;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.core.InvalidInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Calls as futures, and how they end. */
class SubmitTest {
  @AutoClose private final FakeService service = FakeService.overHttp();

  @Test
  void submit_whenAnswered_completesOnANamedDaemonThread() throws Exception {
    CompletableFuture<Thread> worker = new CompletableFuture<>();
    service.enqueue(200, "{\"a\":1}");
    try (SecurityServices services =
        service
            .builder()
            .okHttpClient(
                client ->
                    client.addInterceptor(
                        chain -> {
                          worker.complete(Thread.currentThread());
                          return chain.proceed(chain.request());
                        }))
            .build()) {
      assertThat(services.call("/a", "{}").submit().get(120, TimeUnit.SECONDS))
          .isEqualTo("{\"a\":1}");
    }
    await().until(() -> !worker.join().isAlive());
    assertThat(worker.join().getName()).startsWith("thingseal-cloud-");
    assertThat(worker.join().isDaemon()).isTrue();
  }

  @Test
  void submit_whenRefused_completesWithTheTypedError() {
    service.enqueue(404, "{}");
    try (SecurityServices services = service.services()) {
      CompletableFuture<String> future = services.call("/a", "{}").submit();
      assertThatThrownBy(() -> future.get(120, TimeUnit.SECONDS))
          .hasCauseInstanceOf(NotFoundException.class);
    }
  }

  @Test
  void cancel_whenTheServiceStalls_cancelsTheRequest() throws Exception {
    Cancellations cancellations = new Cancellations();
    service.enqueue(stalled());
    try (SecurityServices services = service.builder().okHttpClient(cancellations::on).build()) {
      services.authenticate();
      CompletableFuture<String> future = services.call("/a", "{}").submit();
      cancellations.awaitRequest();

      assertThat(future.cancel(true)).isTrue();

      cancellations.awaitCancel();
      assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void completion_whenFromOutside_cancelsTheRequestToo() throws Exception {
    Cancellations cancellations = new Cancellations();
    service.enqueue(stalled());
    try (SecurityServices services = service.builder().okHttpClient(cancellations::on).build()) {
      services.authenticate();
      CompletableFuture<String> future = services.call("/a", "{}").submit();
      cancellations.awaitRequest();

      future.completeExceptionally(new TimeoutException());

      cancellations.awaitCancel();
    }
  }

  @Test
  void timeout_whenItPasses_failsTheFuture() {
    service.enqueue(stalled());
    try (SecurityServices services = service.services()) {
      services.authenticate();
      CompletableFuture<String> future =
          services.call("/a", "{}").timeout(Duration.ofMillis(100)).submit();
      await().until(() -> service.businessRequests().size() == 1);
      service.time.advance(Duration.ofMillis(100));
      assertThatThrownBy(() -> future.get(120, TimeUnit.SECONDS))
          .hasCauseInstanceOf(CallTimeoutException.class);
    }
  }

  @Test
  void close_whenCallsAreUnderWayAndWaiting_endsAllOfThem() throws Exception {
    Cancellations cancellations = new Cancellations();
    service.answerWith(request -> stalled().build());
    List<CompletableFuture<String>> futures = new ArrayList<>();
    SecurityServices services = service.builder().okHttpClient(cancellations::on).build();
    services.authenticate();
    for (int i = 0; i < 40; i++) {
      futures.add(services.call("/a", "{}").submit());
    }
    cancellations.awaitRequest();

    services.close();

    for (CompletableFuture<String> future : futures) {
      assertThatThrownBy(() -> future.get(120, TimeUnit.SECONDS))
          .hasCauseInstanceOf(Exception.class)
          .satisfiesAnyOf(
              e -> assertThat(e).hasCauseInstanceOf(CallCancelledException.class),
              e -> assertThat(e).hasCauseInstanceOf(InvalidInputException.class));
    }
  }

  @Test
  void closed_whenCalled_saysSo() {
    SecurityServices services = service.services();
    services.close();
    services.close();

    assertThatThrownBy(() -> services.devices().list().execute())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> services.devices().list().submit())
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(services::authenticate).isInstanceOf(InvalidInputException.class);
    assertThat(service.requests).isEmpty();
  }

  @Test
  void interrupt_whenExecuting_endsTheCallAndKeepsTheInterrupt() {
    try (SecurityServices services = service.services()) {
      Thread.currentThread().interrupt();
      try {
        assertThatThrownBy(() -> services.call("/a", "{}").execute())
            .isInstanceOf(CallCancelledException.class);
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
    }
    assertThat(service.requests).isEmpty();
  }

  @Test
  void call_whenMadeTwice_isSentTwice() {
    service.enqueue(200, "{\"n\":1}");
    service.enqueue(200, "{\"n\":2}");
    try (SecurityServices services = service.services()) {
      ServiceCall<String> call = services.call("/a", "{}");
      assertThat(call.execute()).isEqualTo("{\"n\":1}");
      assertThat(call.execute()).isEqualTo("{\"n\":2}");
    }
  }

  @Test
  void ownClient_whenHandedIn_keepsItsConnectionsAfterClose() {
    OkHttpClient mine = new OkHttpClient();
    service.enqueue(200, "{}");
    try (SecurityServices services =
        service.builder().okHttpClient(ignored -> mine.newBuilder()).build()) {
      services.call("/a", "{}").execute();
    }
    assertThat(mine.connectionPool().connectionCount()).isEqualTo(1);
    mine.connectionPool().evictAll();
  }

  private static MockResponse.Builder stalled() {
    return new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE);
  }

  /** Watches requests other than the sign-in. */
  private static final class Cancellations extends EventListener {
    private final CountDownLatch sent = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);

    OkHttpClient.Builder on(OkHttpClient.Builder client) {
      return client.eventListener(this);
    }

    void awaitRequest() throws InterruptedException {
      assertThat(sent.await(120, TimeUnit.SECONDS)).isTrue();
    }

    void awaitCancel() throws InterruptedException {
      assertThat(cancelled.await(120, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
      if (call.request().url().encodedPath().endsWith("/a")) {
        sent.countDown();
      }
    }

    @Override
    public void canceled(Call call) {
      cancelled.countDown();
    }
  }
}
