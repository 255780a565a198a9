package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.error.CallCancelledException;
import io.github.thingseal.cloud.error.CallRejectedException;
import io.github.thingseal.cloud.error.CallTimeoutException;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.cloud.error.ServiceFailure;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.resilience.BulkheadSettings;
import io.github.thingseal.cloud.resilience.CircuitBreakerSettings;
import io.github.thingseal.core.InvalidInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.EventListener;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No call waits for nothing, holds up another one, or claims more than is known. */
@Timeout(180)
class AsynchronyTest {
  @AutoClose private final FakeService service = FakeService.overHttp();

  @Test
  void timeLimit_whenOtherCallsFillTheBulkhead_endsACallThatWasNotSent() {
    service.answerWith(request -> FakeService.stalled());
    try (SecurityServices services = with(new BulkheadSettings(16, Duration.ofSeconds(10)))) {
      List<CompletableFuture<String>> stalled = submit(services, 16);
      await().until(() -> service.businessRequests().size() == 16);
      CompletableFuture<String> last =
          services.call("/last", "{}").timeout(Duration.ofSeconds(1)).submit();

      service.time.advance(Duration.ofMillis(999));
      assertThat(last).isNotDone();
      service.time.advance(Duration.ofMillis(1));

      CallTimeoutException failure = failure(last, CallTimeoutException.class);
      assertThat(failure)
          .hasMessageContaining("1000 ms")
          .hasMessageContaining("its turn")
          .hasMessageContaining("nothing was sent")
          .hasMessageNotContaining("carried out");
      assertThat(failure.details().mayHaveBeenCarriedOut()).isFalse();
      assertThat(stalled).noneMatch(CompletableFuture::isDone);
      assertThat(service.businessRequests()).hasSize(16);
    }
  }

  @Test
  void timeLimit_whenTheRequestHasLeft_saysThatItMayHaveBeenCarriedOut() {
    service.answerWith(request -> FakeService.stalled());
    try (SecurityServices services = service.services()) {
      CompletableFuture<String> call =
          services.call("/a", "{}").timeout(Duration.ofSeconds(1)).submit();
      await().until(() -> service.businessRequests().size() == 1);
      service.time.advance(Duration.ofSeconds(1));

      CallTimeoutException failure = failure(call, CallTimeoutException.class);
      assertThat(failure)
          .hasMessageContaining("it waited for the service; it may have been carried out");
      assertThat(failure.details().mayHaveBeenCarriedOut()).isTrue();
    }
  }

  @Test
  void timeLimit_whenTheSignInIsStalled_saysThatNothingWasSent() {
    service.signInAnswers.add(FakeService.stalled());
    try (SecurityServices services = service.services()) {
      CompletableFuture<String> call =
          services.call("/a", "{}").timeout(Duration.ofSeconds(1)).submit();
      await().until(() -> service.signIns.get() == 1);
      service.time.advance(Duration.ofSeconds(1));

      CallTimeoutException failure = failure(call, CallTimeoutException.class);
      assertThat(failure)
          .hasMessageContaining("/a")
          .hasMessageContaining("the sign-in")
          .hasMessageContaining("nothing was sent");
      assertThat(failure.details().mayHaveBeenCarriedOut()).isFalse();
    }
  }

  @Test
  void timeLimit_whenTheCallWasRefusedAndWaitsForANewToken_saysThatNothingWasDone() {
    service.enqueue(401, "{}");
    try (SecurityServices services = service.services()) {
      services.authenticate();
      service.signInAnswers.add(FakeService.stalled());
      CompletableFuture<String> call =
          services.call("/a", "{}").timeout(Duration.ofSeconds(1)).submit();
      await().until(() -> service.signIns.get() == 2);
      service.time.advance(Duration.ofSeconds(1));

      assertThat(failure(call, CallTimeoutException.class).details().mayHaveBeenCarriedOut())
          .isFalse();
    }
  }

  @Test
  void bulkhead_whenItStaysFull_rejectsAfterItsOwnWait() {
    service.answerWith(request -> FakeService.stalled());
    try (SecurityServices services = with(new BulkheadSettings(1, Duration.ofSeconds(10)))) {
      submit(services, 1);
      await().until(() -> service.businessRequests().size() == 1);
      CompletableFuture<String> second =
          services.call("/b", "{}").timeout(Duration.ofMinutes(1)).submit();

      service.time.advance(Duration.ofSeconds(10).minusNanos(1));
      assertThat(second).isNotDone();
      service.time.advance(Duration.ofNanos(1));

      assertThat(failure(second, CallRejectedException.class))
          .hasMessageContaining("was not sent")
          .hasMessageContaining("1 requests are under way");
    }
  }

  @Test
  void bulkhead_whenCallsEnd_letsTheOthersPassInTheirOrder() throws Exception {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    service.answerWith(
        request -> {
          order.add(request.getUrl().encodedPath());
          return FakeService.json(200, "{}").build();
        });
    CountDownLatch release = new CountDownLatch(1);
    service.onRequest("/first", () -> FakeService.awaitLatch(release));
    try (SecurityServices services = with(new BulkheadSettings(1, Duration.ofSeconds(10)))) {
      services.authenticate();
      List<CompletableFuture<String>> calls = new ArrayList<>();
      calls.add(services.call("/first", "{}").submit());
      for (int i = 0; i < 20; i++) {
        calls.add(services.call("/n" + i, "{}").submit());
      }
      calls.remove(10).cancel(true);
      release.countDown();
      for (CompletableFuture<String> call : calls) {
        assertThat(call.get(120, TimeUnit.SECONDS)).isEqualTo("{}");
      }
    }
    assertThat(order).hasSize(20).startsWith("/v1/first", "/v1/n0").doesNotContain("/v1/n9");
    assertThat(order.get(19)).isEqualTo("/v1/n19");
  }

  @Test
  void bulkhead_whenACallIsCancelled_letsTheNextOnePass() throws Exception {
    service.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE));
    service.enqueue(200, "{\"b\":1}");
    try (SecurityServices services = with(new BulkheadSettings(1, Duration.ofSeconds(10)))) {
      CompletableFuture<String> first = services.call("/a", "{}").submit();
      await().until(() -> service.businessRequests().size() == 1);
      CompletableFuture<String> second = services.call("/b", "{}").submit();

      first.cancel(true);

      assertThat(second.get(120, TimeUnit.SECONDS)).isEqualTo("{\"b\":1}");
    }
  }

  @Test
  void circuitBreaker_whenCallsAreCancelledOrTimeOut_staysClosed() throws Exception {
    service.answerWith(request -> FakeService.stalled());
    try (SecurityServices services =
        service
            .builder()
            .bulkhead(new BulkheadSettings(1, Duration.ofDays(1)))
            .circuitBreaker(new CircuitBreakerSettings(1, 1, Duration.ofDays(1)))
            .build()) {
      for (int i = 1; i <= 2; i++) {
        int sent = i;
        CompletableFuture<String> call =
            services.call("/a", "{}").timeout(Duration.ofSeconds(1)).submit();
        await().until(() -> service.businessRequests().size() == sent);
        if (i == 1) {
          call.cancel(true);
        } else {
          service.time.advance(Duration.ofSeconds(1));
        }
      }
      // It stands in line until the request before it has wholly ended.
      service.answerAll(200, "{}");
      assertThat(services.call("/a", "{}").submit().get(120, TimeUnit.SECONDS)).isEqualTo("{}");
    }
  }

  @Test
  void close_whenCallsStandInLine_sendsNoneOfThem() {
    service.answerWith(request -> FakeService.stalled());
    List<CompletableFuture<String>> calls = new CopyOnWriteArrayList<>();
    AtomicInteger started = new AtomicInteger();
    EventListener listener =
        new EventListener() {
          @Override
          public void callStart(Call call) {
            if (call.request().url().encodedPath().endsWith("/a")) {
              started.incrementAndGet();
            }
          }

          /** The request has made room before those in line are cancelled. */
          @Override
          public void canceled(Call call) {
            await()
                .until(
                    () -> started.get() > 1 || calls.stream().allMatch(CompletableFuture::isDone));
          }
        };
    SecurityServices services =
        service
            .builder()
            .okHttpClient(client -> client.eventListener(listener))
            .bulkhead(new BulkheadSettings(1, Duration.ofDays(1)))
            .build();
    calls.addAll(submit(services, 100));
    await().until(() -> service.businessRequests().size() == 1);
    services.close();

    long sent =
        calls.stream()
            .map(call -> failure(call, CallCancelledException.class))
            .filter(failure -> failure.details().mayHaveBeenCarriedOut())
            .count();
    assertThat(sent).isEqualTo(1);
    assertThat(started).hasValue(1);
  }

  @Test
  void stages_whenEachWaitsForAnotherCall_starveNoOne() throws Exception {
    service.answerAll(200, "{}");
    // A stage of a call that has ended would run on the thread of the test.
    CountDownLatch attached = new CountDownLatch(1);
    service.onRequest("/outer", () -> FakeService.awaitLatch(attached));
    try (SecurityServices services = with(new BulkheadSettings(2, Duration.ofSeconds(10)))) {
      CountDownLatch all = new CountDownLatch(50);
      List<CompletableFuture<String>> outer = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        outer.add(
            services
                .call("/outer", "{}")
                .submit()
                .thenApply(
                    answer -> {
                      all.countDown();
                      FakeService.awaitLatch(
                          all); // Every stage has its thread before one of them goes on.
                      return services.call("/inner", "{}").submit().join();
                    }));
      }
      attached.countDown();
      for (CompletableFuture<String> each : outer) {
        assertThat(each.get(120, TimeUnit.SECONDS)).isEqualTo("{}");
      }
    }
    assertThat(service.businessRequests()).hasSize(100);
  }

  @Test
  void stages_whenACallTimesOut_mayWaitForAnotherCall() throws Exception {
    service.onRequest("/slow", () -> service.time.advance(Duration.ofSeconds(1)));
    service.answerWith(
        request ->
            request.getUrl().encodedPath().endsWith("/slow")
                ? FakeService.stalled()
                : FakeService.json(200, "{}").build());
    try (SecurityServices services = service.services()) {
      CompletableFuture<String> recovered =
          services
              .call("/slow", "{}")
              .timeout(Duration.ofSeconds(1))
              .submit()
              .exceptionally(failure -> services.call("/fast", "{}").execute());

      assertThat(recovered.get(120, TimeUnit.SECONDS)).isEqualTo("{}");
    }
  }

  /** What turns a call away goes on with those behind it, and must not run the stage meanwhile. */
  @Test
  void stages_whenACallIsTurnedAwayInLine_mayWaitForAnotherCall() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    service.onRequest("/bad", () -> FakeService.awaitLatch(release));
    service.answerWith(
        request ->
            FakeService.json(request.getUrl().encodedPath().endsWith("/bad") ? 500 : 200, "{}")
                .build());
    try (SecurityServices services =
        service
            .builder()
            .bulkhead(new BulkheadSettings(1, Duration.ofSeconds(10)))
            .circuitBreaker(new CircuitBreakerSettings(100, 1, Duration.ofDays(1)))
            .build()) {
      services.authenticate();
      CompletableFuture<String> first = services.call("/bad", "{}").submit();
      CompletableFuture<String> recovered =
          services
              .call("/bad", "{}")
              .submit()
              .exceptionally(failure -> services.call("/good", "{}").execute());
      release.countDown();

      assertThat(recovered.get(120, TimeUnit.SECONDS)).isEqualTo("{}");
      assertThat(failure(first, ServiceUnavailableException.class)).hasMessageContaining("500");
    }
  }

  @Test
  void bulkhead_whenThousandsOfCallsFailBeforeTheyAreSent_letsThemAllPass() {
    CountDownLatch release = new CountDownLatch(1);
    service.onRequest("/first", () -> FakeService.awaitLatch(release));
    service.enqueue(200, "{}");
    EventListener broken =
        new EventListener() {
          @Override
          public void callStart(Call call) {
            if (call.request().url().encodedPath().endsWith("/broken")) {
              throw new IllegalStateException("listener");
            }
          }
        };
    try (SecurityServices services =
        service
            .builder()
            .okHttpClient(client -> client.eventListener(broken))
            .bulkhead(new BulkheadSettings(1, Duration.ofSeconds(10)))
            .build()) {
      CompletableFuture<String> first = services.call("/first", "{}").submit();
      await().until(() -> service.businessRequests().size() == 1);
      List<CompletableFuture<String>> calls = new ArrayList<>();
      for (int i = 0; i < 5000; i++) {
        calls.add(services.call("/broken", "{}").submit());
      }
      release.countDown();

      assertThat(first.join()).isEqualTo("{}");
      for (CompletableFuture<String> call : calls) {
        assertThat(failure(call, InvalidInputException.class)).hasMessageContaining("IllegalState");
      }
    }
  }

  @Test
  void waitingCalls_takeNoThread() {
    service.answerWith(request -> FakeService.stalled());
    try (SecurityServices services = with(new BulkheadSettings(3, Duration.ofMinutes(10)))) {
      submit(services, 500);
      await().until(() -> service.businessRequests().size() == 3);

      // Three requests, and what completes and reads.
      assertThat(threadsOf("OkHttp http://localhost", "thingseal-cloud")).hasSizeLessThan(20);
    }
  }

  @Test
  void requests_whenTheBulkheadIsOff_areHeldBackByNothing() {
    service.answerWith(request -> FakeService.stalled());
    try (SecurityServices services = service.builder().withoutBulkhead().build()) {
      submit(services, 100);
      await().until(() -> service.businessRequests().size() == 100);
    }
  }

  @Test
  void interrupt_whenTheServiceIsSilent_endsTheCallAtOnce() throws Exception {
    service.answerWith(request -> FakeService.stalled());
    try (SecurityServices services = service.services()) {
      services.authenticate();
      CallCancelledException failure =
          interrupted(
              () -> services.call("/a", "{}").execute(),
              thread -> await().until(() -> service.businessRequests().size() == 1));

      assertThat(failure).hasMessageContaining("may have been carried out");
      assertThat(failure.details().mayHaveBeenCarriedOut()).isTrue();
    }
  }

  @Test
  void interrupt_whenTheSignInIsSilent_endsTheCallAtOnceAndLeavesTheSignInAlone() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    service.onRequest("/authenticate", () -> FakeService.awaitLatch(release));
    service.enqueue(200, "{}");
    try (SecurityServices services = service.services()) {
      CompletableFuture<String> other = services.call("/a", "{}").submit();
      CallCancelledException failure =
          interrupted(() -> services.call("/b", "{}").execute(), AsynchronyTest::awaitItsWaiting);
      assertThat(failure).hasMessageContaining("/b was cancelled; nothing was sent");
      interrupted(services::authenticate, AsynchronyTest::awaitItsWaiting);

      release.countDown();
      assertThat(other.get(120, TimeUnit.SECONDS)).isEqualTo("{}");
    }
    assertThat(service.signIns).hasValue(1);
    assertThat(service.businessRequests()).hasSize(1);
  }

  @Test
  void interrupt_whenStandingInLine_endsTheCallAtOnce() throws Exception {
    service.answerWith(request -> FakeService.stalled());
    try (SecurityServices services = with(new BulkheadSettings(1, Duration.ofSeconds(10)))) {
      submit(services, 1);
      await().until(() -> service.businessRequests().size() == 1);
      CallCancelledException failure =
          interrupted(() -> services.call("/b", "{}").execute(), AsynchronyTest::awaitItsWaiting);
      assertThat(failure.details().mayHaveBeenCarriedOut()).isFalse();
    }
  }

  @Test
  void interrupt_whenCredentialsDoNotCome_endsTheCallAtOnce() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (SecurityServices services =
        service
            .builder()
            .credentials(
                () -> {
                  FakeService.awaitLatch(never);
                  return Credentials.of("key", "secret");
                })
            .build()) {
      interrupted(() -> services.call("/b", "{}").execute(), AsynchronyTest::awaitItsWaiting);
      CompletableFuture<String> submitted = services.call("/b", "{}").submit();
      service.time.advance(Duration.ofSeconds(30));
      assertThat(failure(submitted, CallTimeoutException.class))
          .hasMessageContaining("nothing was sent");
    } finally {
      never.countDown();
    }
    assertThat(service.requests).isEmpty();
  }

  @Test
  void failure_whenOfABlockingCall_showsWhoCalled() {
    service.enqueue(404, "{}");
    try (SecurityServices services = service.services()) {
      assertThatThrownBy(() -> services.call("/a", "{}").execute())
          .isInstanceOf(NotFoundException.class)
          .extracting(
              Throwable::getStackTrace, InstanceOfAssertFactories.array(StackTraceElement[].class))
          .anyMatch(frame -> frame.getClassName().startsWith(AsynchronyTest.class.getName()));
    }
  }

  @Test
  void failure_whenAttemptsCameBefore_carriesTheirFailures() {
    for (int i = 0; i < 3; i++) {
      service.enqueue(503, "{}");
    }
    try (SecurityServices services = service.services()) {
      assertThatThrownBy(() -> services.devices().list().execute())
          .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2))
          .satisfies(e -> assertThat(e.getSuppressed()[0]).isInstanceOf(ServiceFailure.class));
    }
  }

  private SecurityServices with(BulkheadSettings bulkhead) {
    SecurityServices services = service.builder().bulkhead(bulkhead).build();
    services.authenticate();
    return services;
  }

  private static List<CompletableFuture<String>> submit(SecurityServices services, int calls) {
    List<CompletableFuture<String>> futures = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      futures.add(services.call("/a", "{}").timeout(Duration.ofMinutes(5)).submit());
    }
    return futures;
  }

  /** Interrupts the thread of a call once it waits for the right thing. */
  private static CallCancelledException interrupted(Runnable call, Consumer<Thread> ready)
      throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>(false);
    Thread caller =
        new Thread(
            () -> {
              try {
                call.run();
              } catch (RuntimeException e) {
                thrown.set(e);
                flag.set(Thread.currentThread().isInterrupted());
              }
            });
    caller.start();
    ready.accept(caller);
    caller.interrupt();
    caller.join(TimeUnit.SECONDS.toMillis(120));
    assertThat(caller.isAlive()).isFalse();
    assertThat(thrown.get()).isInstanceOf(CallCancelledException.class);
    assertThat(flag.get()).isTrue();
    return Objects.requireNonNull((CallCancelledException) thrown.get());
  }

  private static void awaitItsWaiting(Thread thread) {
    await().until(() -> thread.getState() == Thread.State.WAITING);
  }

  private static <E extends Throwable> E failure(CompletableFuture<?> future, Class<E> type) {
    try {
      future.get(120, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return Objects.requireNonNull(type.cast(e.getCause()));
    } catch (Exception e) {
      throw new AssertionError("The call has not ended", e);
    }
    throw new AssertionError("The call succeeded");
  }

  private static List<String> threadsOf(String... prefixes) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> List.of(prefixes).stream().anyMatch(name::startsWith))
        .toList();
  }
}
