package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Polling for events and listening to them. */
class EventsTest {
  private static final String NONE = "{\"Events\":[]}";

  private final CountDownLatch over = new CountDownLatch(1);
  private FakeService service;
  private SecurityServices services;

  @BeforeEach
  void start() throws IOException {
    service = FakeService.overHttp();
    services = service.builder().withoutCircuitBreaker().build();
  }

  @AfterEach
  void stop() {
    services.close();
    over.countDown();
    service.close();
  }

  @Test
  void event_whenComplete_isRead() {
    service.enqueue(
        200,
        "{\"Events\":[{\"Position\":\"7\",\"Type\":\"CloneRejected\",\"At\":\"2026-01-02T03:04:05Z\","
            + "\"ROTPublicUID\":\"0a04f008003c9623\",\"Detail\":\"twice\"}],\"Position\":\"9\"}");

    EventBatch batch = services.events().list(10).execute();

    assertThat(batch.position()).contains(EventPosition.of("9"));
    assertThat(batch.events())
        .containsExactly(
            SecurityEvent.builder(EventPosition.of("7"), EventType.CLONE_REJECTED)
                .at(Instant.parse("2026-01-02T03:04:05Z"))
                .rotPublicUid(new ReportedUid("0a04f008003c9623"))
                .detail("twice")
                .build());
    assertThat(bodies()).containsExactly("{\"Limit\":10}");
  }

  @Test
  void poller_whenUsed_endsWithWhatIsThereAndGoesOnLater() {
    service.enqueue(200, events("1", "2"));
    service.enqueue(200, NONE);
    service.enqueue(200, events("3"));
    EventPoller poller = services.events().poller();

    assertThat(poller.position()).isEmpty();
    assertThat(poller.next().position().text()).isEqualTo("1");
    assertThat(poller.position()).contains(EventPosition.of("1"));
    assertThat(poller.next().position().text()).isEqualTo("2");
    assertThat(poller.hasNext()).isFalse();
    assertThat(poller.position()).contains(EventPosition.of("2"));
    assertThat(poller.hasNext()).isTrue();
    assertThat(poller.next().position().text()).isEqualTo("3");
    assertThat(bodies())
        .containsExactly(
            "{\"Limit\":100}",
            "{\"After\":\"2\",\"Limit\":100}",
            "{\"After\":\"2\",\"Limit\":100}");
  }

  @Test
  void poller_whenThePositionWasStored_goesOnThere() {
    service.enqueue(200, NONE);

    assertThatThrownBy(services.events().poller(EventPosition.of("41"))::next)
        .isInstanceOf(NoSuchElementException.class);
    assertThat(bodies()).containsExactly("{\"After\":\"41\",\"Limit\":100}");
  }

  @Test
  void poller_whenTheServiceFails_losesNothing() {
    service.enqueue(400, "{}");
    service.enqueue(200, events("1"));
    EventPoller poller = services.events().poller();

    assertThatThrownBy(poller::hasNext).isInstanceOf(InvalidInputException.class);
    assertThat(poller.next().position().text()).isEqualTo("1");
  }

  @Test
  void listener_whenItThrows_getsTheNextEventOnItsOwnThread() throws InterruptedException {
    serve(events("1", "2"), events("3"));
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    try (EventSubscription subscription =
        services
            .events()
            .subscribe(
                event -> {
                  seen.add(event.position() + " " + Thread.currentThread().isDaemon());
                  assertThat(Thread.currentThread().getName()).startsWith("thingseal-events-");
                  throw new IllegalStateException("of the test");
                })
            .start()) {
      assertThat(take(seen)).isEqualTo("1 true");
      assertThat(take(seen)).isEqualTo("2 true");
      assertThat(take(seen)).isEqualTo("3 true");
      assertThat(subscription.toString()).startsWith("EventSubscription[");
    }
  }

  @Test
  void listener_whenTheServiceFails_isToldAndPausesLongerEachTime() throws InterruptedException {
    BlockingQueue<ThingsealException> failures = new LinkedBlockingQueue<>();
    service.answerWith(
        request -> {
          if (failures.size() >= 5) {
            waitFor(over);
          }
          return FakeService.json(500, "{}").build();
        });
    EventListener listener =
        new EventListener() {
          @Override
          public void onEvent(SecurityEvent event) {}

          @Override
          public void onFailure(ThingsealException failure) {
            failures.add(failure);
            throw new IllegalStateException("of the test");
          }
        };

    try (EventSubscription subscription =
        services.events().subscribe(listener).every(Duration.ofSeconds(60)).start()) {
      for (int i = 0; i < 4; i++) {
        assertThat(failures.poll(120, TimeUnit.SECONDS)).isInstanceOf(TransientException.class);
      }
      assertThat(subscription.position()).isEmpty();
    }
    assertThat(List.of(service.time.pauses.toArray()))
        .startsWith(Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofSeconds(240));
  }

  @Test
  void listener_whenClosedByItself_getsNoMore() throws InterruptedException {
    serve(events("1", "2", "3"));
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    BlockingQueue<EventSubscription> own = new LinkedBlockingQueue<>();
    BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

    EventSubscription subscription =
        services
            .events()
            .subscribe(
                event -> {
                  seen.add(event.position().text());
                  takeNow(own).close();
                  threads.add(Thread.currentThread());
                })
            .after(EventPosition.of("0"))
            .start();
    own.add(subscription);

    Thread thread = take(threads);
    thread.join(120_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(seen).containsExactly("1");
    assertThat(subscription.position()).contains(EventPosition.of("1"));
  }

  @Test
  void listener_whenTheServicesClose_ends() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    service.answerWith(
        request -> {
          asked.countDown();
          waitFor(over);
          return FakeService.json(200, NONE).build();
        });
    Queue<Object> told = new ConcurrentLinkedQueue<>();
    EventListener listener =
        new EventListener() {
          @Override
          public void onEvent(SecurityEvent event) {
            told.add(event);
          }

          @Override
          public void onFailure(ThingsealException failure) {
            told.add(failure);
          }
        };
    services.events().subscribe(listener).start();
    Thread thread = threadOfListener();
    waitFor(asked);

    services.close();

    thread.join(120_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(told).isEmpty();
  }

  private static Thread threadOfListener() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("thingseal-events-"))
        .max((a, b) -> Long.compare(a.getId(), b.getId()))
        .orElseThrow();
  }

  /** Answers these, and lets further questions wait until the test is over. */
  private void serve(String... bodies) {
    Queue<String> left = new ConcurrentLinkedQueue<>(List.of(bodies));
    service.answerWith(
        request -> {
          String body = left.poll();
          if (body == null) {
            waitFor(over);
          }
          return FakeService.json(200, body == null ? NONE : body).build();
        });
  }

  private static String events(String... positions) {
    StringBuilder json = new StringBuilder();
    for (String position : positions) {
      json.append(json.isEmpty() ? "" : ",")
          .append("{\"Position\":\"")
          .append(position)
          .append("\",\"Type\":\"Bootstrapped\",\"At\":\"2026-01-02T03:04:05Z\"}");
    }
    return "{\"Events\":[" + json + "]}";
  }

  private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
    T value = queue.poll(120, TimeUnit.SECONDS);
    assertThat(value).isNotNull();
    return Objects.requireNonNull(value);
  }

  private static <T> T takeNow(BlockingQueue<T> queue) {
    try {
      return take(queue);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(120, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> bodies() {
    return service.businessRequests().stream().map(FakeService::bodyOf).toList();
  }
}
