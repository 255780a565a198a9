package io.github.thingseal.cloud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.cloud.cache.KeyCacheSettings;
import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BulkProcessorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int WINDOW = 256;
  private static final KeyCacheSettings NO_LINE =
      KeyCacheSettings.standard().withLookupsAtOnce(WINDOW);

  private final Fleet fleet = new Fleet();
  private final HeldLookups lookups = new HeldLookups(fleet);
  private final E2eUnprotector held =
      E2eUnprotector.builder(lookups::uplink).cache(NO_LINE).build();
  private final E2eUnprotector ready = E2eUnprotector.builder(fleet::uplink).build();

  @AfterEach
  void close() {
    held.close();
    ready.close();
    fleet.close();
  }

  @Test
  void processor_with10000MessagesAndRandomLatencies_losesDoublesAndReordersNothing() {
    Random random = new Random(7);
    VirtualLookups service = new VirtualLookups(fleet, random);
    E2eUnprotector unprotector = E2eUnprotector.builder(service::uplink).cache(NO_LINE).build();
    BulkProcessor<Uplink> processor = ordered(unprotector).window(WINDOW).build().processor();
    List<Uplink> uplinks = uplinks(10_000, 100, random);
    Source source = new Source(uplinks);
    Sink sink = new Sink();
    processor.subscribe(sink);
    source.subscribe(processor);
    int most = 0;
    while (!sink.completed) {
      most = Math.max(most, (int) processor.progress().underWay());
      sink.request(random.nextInt(5));
      service.completeNext();
    }

    assertThat(most).isEqualTo(WINDOW);
    assertThat(sink.results).hasSize(10_000);
    Map<Integer, Integer> last = new HashMap<>();
    for (BulkResult<Uplink> result : sink.results) {
      Uplink uplink = result.message();
      assertThat(uplink.number()).isGreaterThan(last.getOrDefault(uplink.device(), -1));
      last.put(uplink.device(), uplink.number());
      if (uplink.bytes().length == 0) {
        assertThat(result.result().failure()).get().isInstanceOf(InvalidInputException.class);
      } else if (service.failed.contains(uplink.keyIdentity())) {
        assertThat(result.result().failure()).get().isInstanceOf(TransientException.class);
      } else {
        assertThat(result.result().plaintext()).asString().isEqualTo(uplink.text());
      }
    }
    assertThat(processor.progress().underWay()).isZero();
    assertThat(processor.progress().failed()).isGreaterThan(service.failed.size());
    unprotector.close();
    assertThat(fleet.isAllWiped()).isTrue();
  }

  @Test
  void device_whenItsLookupHangs_holdsUpItsOwnMessagesOnly() {
    List<Uplink> uplinks = uplinks(40, 4, null);
    Sink sink = new Sink();
    BulkProcessor<Uplink> processor = ordered(held).window(40).build().processor();
    processor.subscribe(sink);
    new Source(uplinks).subscribe(processor);
    sink.request(Long.MAX_VALUE);
    Uplink hangs = uplinks.get(0);

    uplinks.stream().filter(uplink -> !uplink.equals(hangs)).forEach(lookups::answer);

    assertThat(sink.results).hasSize(30).noneMatch(of -> of.message().device() == hangs.device());
    lookups.fail(hangs, new NotFoundException("gone", notFound(), null));
    assertThat(sink.results).hasSize(40);
    assertThat(sink.completed).isTrue();
    assertThat(sink.results.get(30).result().failure()).get().isInstanceOf(NotFoundException.class);
    assertThat(sink.results.get(39).result().plaintext()).asString().isEqualTo("0/9");
  }

  @Test
  void cancel_inTheMiddle_endsLookupsAndSourceAndSignalsNothingMore() {
    List<Uplink> uplinks = uplinks(10, 10, null);
    Source source = new Source(uplinks);
    Sink sink = new Sink();
    BulkProcessor<Uplink> processor = ordered(held).window(4).build().processor();
    processor.subscribe(sink);
    source.subscribe(processor);
    sink.request(Long.MAX_VALUE);
    lookups.answer(uplinks.get(0));
    assertThat(sink.results).hasSize(1);

    sink.cancel();

    assertThat(source.cancelled).isTrue();
    assertThat(source.given).isEqualTo(5);
    for (int i = 1; i < 5; i++) {
      assertThat(lookups.of(uplinks.get(i))).isCancelled();
    }
    processor.onNext(uplinks.get(9));
    processor.onComplete();
    assertThat(lookups.open).hasSize(5);
    assertThat(sink.results).hasSize(1);
    assertThat(sink.completed).isFalse();
  }

  @Test
  void subscriber_whenItThrows_hasCancelled() {
    for (Consumer<Sink> trouble :
        List.<Consumer<Sink>>of(
            sink -> sink.onResult = result -> fail("no room"),
            sink ->
                sink.onResult =
                    result -> {
                      throw new StackOverflowError("deep");
                    })) {
      Source source = new Source(uplinks(10, 10, null));
      Sink sink = new Sink();
      trouble.accept(sink);
      BulkProcessor<Uplink> processor = ordered(ready).window(4).build().processor();
      processor.subscribe(sink);
      source.subscribe(processor);

      sink.request(3);
      sink.request(3);

      assertThat(source.cancelled).isTrue();
      assertThat(sink.results).hasSize(1);
      assertThat(sink.failure).isNull();
    }
  }

  @Test
  void subscriber_whenItThrowsOnSubscribe_hasCancelled() {
    Source source = new Source(uplinks(3, 1, null));
    BulkProcessor<Uplink> processor = ordered(ready).build().processor();
    Sink sink = new Sink();
    sink.onSubscribe = () -> fail("not now");

    processor.subscribe(sink);
    source.subscribe(processor);

    assertThat(source.cancelled).isTrue();
    assertThat(source.given).isZero();
  }

  @Test
  void subscriber_whenItThrowsAtTheEnd_harmsNothing() {
    Source source = new Source(uplinks(1, 1, null));
    BulkProcessor<Uplink> processor = ordered(ready).build().processor();
    Sink sink = new Sink();
    sink.onEnd = () -> fail("not at the end");
    processor.subscribe(sink);
    source.subscribe(processor);

    sink.request(1);

    assertThat(sink.completed).isTrue();
    assertThat(processor.progress()).isEqualTo(new BulkProgress(1, 1, 0));
  }

  @Test
  void source_whenItFails_isHeardOfAfterTheResultsBefore() {
    Uplink uplink = Uplink.of(fleet, 1, 1);
    Sink sink = new Sink();
    BulkProcessor<Uplink> processor = ordered(held).build().processor();
    processor.subscribe(sink);
    new Source(List.of()) {
      @Override
      public void request(long more) {}
    }.subscribe(processor);
    processor.onNext(uplink);
    processor.onError(new IllegalStateException("the queue is gone"));
    sink.request(1);
    assertThat(sink.failure).isNull();

    lookups.answer(uplink);

    assertThat(sink.results).hasSize(1);
    assertThat(sink.failure).hasMessage("the queue is gone");
  }

  /** Against the rules of Flow; its subscriber would wait for ever. */
  @Test
  void source_whenItsRequestThrows_hasFailed() {
    Uplink uplink = Uplink.of(fleet, 1, 1);
    Sink sink = new Sink();
    BulkProcessor<Uplink> processor = ordered(held).build().processor();
    processor.subscribe(sink);
    new Source(List.of()) {
      @Override
      public void request(long more) {
        processor.onNext(uplink);
        throw new IllegalStateException("the queue is gone");
      }
    }.subscribe(processor);
    sink.request(1);
    assertThat(sink.failure).isNull();

    lookups.answer(uplink);

    assertThat(sink.results).hasSize(1);
    assertThat(sink.failure).hasMessage("the queue is gone");
  }

  @Test
  void source_whenALaterRequestThrows_isCancelledAndNothingMoreIsTaken() {
    List<Uplink> uplinks = uplinks(4, 4, null);
    Sink sink = new Sink();
    BulkProcessor<Uplink> processor = ordered(held).window(2).build().processor();
    processor.subscribe(sink);
    Source source = new ThrowsLater();
    source.subscribe(processor);
    sink.request(Long.MAX_VALUE);
    processor.onNext(uplinks.get(0));
    processor.onNext(uplinks.get(1));

    lookups.answer(uplinks.get(0));

    assertThat(source.cancelled).isTrue();
    processor.onNext(uplinks.get(2));
    assertThat(lookups.open).hasSize(2);
    assertThat(sink.failure).isNull();
    lookups.answer(uplinks.get(1));
    assertThat(sink.results).hasSize(2);
    assertThat(sink.failure).hasMessage("the queue is gone");
    processor.onNext(uplinks.get(3));
    assertThat(lookups.open).hasSize(2);
    assertThat(processor.progress()).isEqualTo(new BulkProgress(2, 2, 0));
  }

  @Test
  void source_whenItsCancelThrowsToo_isHeardOfAfterTheResultsBefore() {
    List<Uplink> uplinks = uplinks(2, 2, null);
    Sink sink = new Sink();
    BulkProcessor<Uplink> processor = ordered(held).window(2).build().processor();
    processor.subscribe(sink);
    new ThrowsLater() {
      @Override
      public void cancel() {
        fail("not now");
      }
    }.subscribe(processor);
    sink.request(Long.MAX_VALUE);
    uplinks.forEach(processor::onNext);

    uplinks.forEach(lookups::answer);

    assertThat(sink.results).hasSize(2);
    assertThat(sink.failure).hasMessage("the queue is gone");
    assertThat(sink.failure).hasSuppressedException(new IllegalStateException("not now"));
  }

  @Test
  void request_whenNotPositive_isHeardOfThoughTheSourceThrows() {
    Sink sink = new Sink();
    BulkProcessor<Uplink> processor = ordered(held).build().processor();
    processor.subscribe(sink);
    new Source(uplinks(1, 1, null)) {
      @Override
      public void cancel() {
        fail("not now");
      }
    }.subscribe(processor);

    Objects.requireNonNull(sink.subscription).request(0);

    assertThat(sink.failure).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void request_whenNotPositiveWithinAResult_isHeardOfInThePlaceOfTheRest() {
    Sink sink = new Sink();
    sink.onResult = result -> Objects.requireNonNull(sink.subscription).request(0);
    BulkProcessor<Uplink> processor = ordered(ready).build().processor();
    processor.subscribe(sink);
    new Source(uplinks(3, 1, null)).subscribe(processor);

    sink.request(Long.MAX_VALUE);

    assertThat(sink.results).hasSize(1);
    assertThat(sink.completed).isFalse();
    assertThat(sink.failure).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void subscribe_whenThereIsASubscriber_isRefused() {
    BulkProcessor<Uplink> processor = ordered(ready).build().processor();
    processor.subscribe(new Sink());
    Sink second = new Sink();

    processor.subscribe(second);
    second.request(1);
    second.cancel();

    assertThat(second.failure).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void processor_beforeItHasASubscriber_requestsNothing() {
    Source source = new Source(uplinks(3, 1, null));
    BulkProcessor<Uplink> processor = ordered(ready).build().processor();

    source.subscribe(processor);

    assertThat(source.given).isZero();
    processor.subscribe(new Sink());
    assertThat(source.given).isEqualTo(3);
  }

  @Test
  void processor_betweenThreads_handsOverEachMessageOnce() {
    E2eUnprotector unprotector =
        E2eUnprotector.builder(
                identity -> CompletableFuture.supplyAsync(() -> fleet.uplink(identity).join()))
            .build();
    BulkProcessor<Uplink> processor = ordered(unprotector).window(32).build().processor();
    List<Uplink> uplinks = uplinks(1_000, 10, null);
    CompletableFuture<List<BulkResult<Uplink>>> all = new CompletableFuture<>();
    Sink sink = new Sink();
    sink.onSubscribe = () -> sink.request(1);
    sink.onResult = result -> sink.request(1);
    sink.onEnd = () -> all.complete(sink.results);
    processor.subscribe(sink);
    try (SubmissionPublisher<Uplink> publisher = new SubmissionPublisher<>()) {
      publisher.subscribe(processor);
      uplinks.forEach(publisher::submit);
    }

    assertThat(all).succeedsWithin(PATIENCE).satisfies(each -> assertThat(each).hasSize(1_000));
    for (int device = 0; device < 10; device++) {
      int each = device;
      assertThat(
              sink.results.stream()
                  .map(BulkResult::message)
                  .filter(uplink -> uplink.device() == each))
          .isSortedAccordingTo(Comparator.comparing(Uplink::number))
          .hasSize(100);
    }
    unprotector.close();
  }

  private static BulkUnprotector.Builder<Uplink> ordered(E2eUnprotector unprotector) {
    return unprotector.<Uplink>bulk(Uplink::bytes).orderedBy(Uplink::device);
  }

  /** Of devices in turn; with a random, one in a hundred is no message. */
  private List<Uplink> uplinks(int count, int devices, @Nullable Random random) {
    List<Uplink> uplinks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean isBad = random != null && random.nextInt(100) == 0;
      uplinks.add(
          isBad
              ? new Uplink(i % devices, i / devices, new byte[0])
              : Uplink.of(fleet, i % devices, i / devices));
    }
    return uplinks;
  }

  private static FailureDetails notFound() {
    return FailureDetails.ofAnswer("e2e.uplink", 404, "", "");
  }

  private static void fail(String why) {
    throw new IllegalStateException(why);
  }

  /** Answers after random times, one in fifty with a failure; time goes on with each answer. */
  private static final class VirtualLookups {
    private final Fleet fleet;
    private final Random random;
    private final List<KeyIdentity> failed = new ArrayList<>();
    private final PriorityQueue<Lookup> due =
        new PriorityQueue<>(
            Comparator.comparingLong(Lookup::atNanos).thenComparing(Lookup::number));
    private long nowNanos;
    private int number;

    VirtualLookups(Fleet fleet, Random random) {
      this.fleet = fleet;
      this.random = random;
    }

    CompletableFuture<ProtectionParameters> uplink(KeyIdentity identity) {
      CompletableFuture<ProtectionParameters> answer = new CompletableFuture<>();
      number++;
      due.add(new Lookup(nowNanos + random.nextInt(1_000_000), number, identity, answer));
      return answer;
    }

    void completeNext() {
      Lookup next = due.poll();
      if (next == null) {
        return;
      }
      nowNanos = next.atNanos;
      if (random.nextInt(50) == 0) {
        failed.add(next.identity);
        next.answer.completeExceptionally(new TransientException("busy"));
      } else {
        next.answer.complete(fleet.uplink(next.identity).join());
      }
    }

    private record Lookup(
        long atNanos,
        int number,
        KeyIdentity identity,
        CompletableFuture<ProtectionParameters> answer) {}
  }

  /** Gives what is requested on the thread that requests it. */
  private static class Source implements Flow.Subscription {
    private final Queue<Uplink> uplinks;
    private Flow.@Nullable Subscriber<? super Uplink> to;
    private long requested;
    private boolean giving;
    private int given;
    private boolean cancelled;

    Source(List<Uplink> uplinks) {
      this.uplinks = new ArrayDeque<>(uplinks);
    }

    void subscribe(Flow.Subscriber<? super Uplink> subscriber) {
      to = subscriber;
      subscriber.onSubscribe(this);
    }

    @Override
    public void request(long more) {
      requested += more;
      if (giving) {
        return;
      }
      giving = true;
      while (requested > 0 && !cancelled && !uplinks.isEmpty()) {
        requested--;
        given++;
        Objects.requireNonNull(to).onNext(uplinks.remove());
      }
      giving = false;
      if (uplinks.isEmpty()) {
        Objects.requireNonNull(to).onComplete();
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  /** Takes the first request and throws at each later one. */
  private static class ThrowsLater extends Source {
    private boolean requested;

    ThrowsLater() {
      super(List.of());
    }

    @Override
    public void request(long more) {
      if (requested) {
        fail("the queue is gone");
      }
      requested = true;
    }
  }

  private static final class Sink implements Flow.Subscriber<BulkResult<Uplink>> {
    private final List<BulkResult<Uplink>> results = new ArrayList<>();
    private Flow.@Nullable Subscription subscription;
    private Runnable onSubscribe = () -> {};
    private Consumer<BulkResult<Uplink>> onResult = result -> {};
    private Runnable onEnd = () -> {};
    private boolean completed;
    private @Nullable Throwable failure;

    void request(long more) {
      if (more > 0) {
        Objects.requireNonNull(subscription).request(more);
      }
    }

    void cancel() {
      Objects.requireNonNull(subscription).cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      onSubscribe.run();
    }

    @Override
    public void onNext(BulkResult<Uplink> result) {
      results.add(result);
      onResult.accept(result);
    }

    @Override
    public void onError(Throwable thrown) {
      failure = thrown;
      onEnd.run();
    }

    @Override
    public void onComplete() {
      completed = true;
      onEnd.run();
    }
  }
}
