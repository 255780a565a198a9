package io.github.thingseal.cloud.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.github.thingseal.cloud.cache.KeyCacheSettings;
import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.error.UntrustedServiceException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretCacheTest {
  private static final KeyCacheSettings STANDARD = KeyCacheSettings.standard();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final AtomicLong nanos = new AtomicLong();
  private final List<Runnable> scheduled = new ArrayList<>();
  private final Scheduler scheduler =
      (executor, command, delay, unit) -> {
        scheduled.add(command);
        return new CompletableFuture<>();
      };
  private final LinkedBlockingQueue<Lookup> lookups = new LinkedBlockingQueue<>();
  private final AtomicInteger lookupsMade = new AtomicInteger();
  private SecretCache<String, Secret> cache = cache(STANDARD, this::ask);

  private SecretCache<String, Secret> cache(
      KeyCacheSettings settings, Function<String, CompletableFuture<Secret>> source) {
    return SecretCache.of("The look-up", settings, source, Secret::wipe, nanos::get, scheduler);
  }

  private SecretCache<String, Secret> inside(
      KeyCacheSettings settings, Function<String, CompletableFuture<Secret>> source) {
    return SecretCache.of(
        "The look-up", settings, source, Secret::wipe, nanos::get, scheduler, true);
  }

  private CompletableFuture<Secret> ask(String key) {
    lookupsMade.incrementAndGet();
    Lookup lookup = new Lookup(key, new Secret(key), new CompletableFuture<>());
    lookups.add(lookup);
    return lookup.answer;
  }

  private Lookup lookup() throws InterruptedException {
    Lookup next = lookups.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(next).as("a look-up was begun").isNotNull();
    return next;
  }

  /** Looks a key up, and returns what the cache holds from then on. */
  private Secret known(String key) throws InterruptedException {
    CompletableFuture<String> read = cache.submit(key, Secret::read);
    Lookup lookup = lookup();
    lookup.succeed();
    assertThat(read).isCompletedWithValue(key);
    return lookup.secret;
  }

  private void pass(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  private static NotFoundException unknown(String key) {
    return new NotFoundException(
        "There is no " + key, FailureDetails.ofAnswer("psk.get", 404, "", ""), null);
  }

  @AfterEach
  void close() {
    cache.close();
  }

  @Test
  void secret_whenAtHand_isNotLookedUpAgain() throws Exception {
    Secret secret = known("a");

    assertThat(cache.execute("a", Secret::read)).isEqualTo("a");
    assertThat(cache.submit("a", Secret::read)).isCompletedWithValue("a");

    assertThat(lookupsMade).hasValue(1);
    assertThat(secret.wiped).isFalse();
  }

  @Test
  void lookup_whenSeveralAskAtOnce_isSharedByThem() throws Exception {
    List<CompletableFuture<String>> waiting = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      waiting.add(cache.submit("a", Secret::read));
    }
    CompletableFuture<String> other = cache.submit("b", Secret::read);

    lookup().succeed();

    for (CompletableFuture<String> each : waiting) {
      assertThat(each.get(120, TimeUnit.SECONDS)).isEqualTo("a");
    }
    assertThat(other).isNotDone();
    assertThat(lookupsMade).hasValue(2);
  }

  @Test
  void lookupInside_whenItEnds_leavesOnlyTheCodeOfCallersToOtherThreads() throws Exception {
    cache = inside(STANDARD.withLookupsAtOnce(1), this::ask);
    CompletableFuture<Thread> caller = new CompletableFuture<>();
    CompletableFuture<Thread> insider = new CompletableFuture<>();
    CompletableFuture<Thread> next = new CompletableFuture<>();
    var unused = cache.submit("a", Secret::read).thenRun(() -> complete(caller));
    unused = cache.submitInside("a", Secret::read).thenRun(() -> complete(insider));
    unused = cache.submitInside("b", Secret::read).thenRun(() -> complete(next));

    lookup().succeed();

    assertThat(insider).isCompletedWithValue(Thread.currentThread());
    assertThat(caller).succeedsWithin(PATIENCE).isNotEqualTo(Thread.currentThread());
    assertThat(lookups).as("the next has begun on this thread").hasSize(1);
    lookup().succeed();
    assertThat(next).isCompletedWithValue(Thread.currentThread());
  }

  private static void complete(CompletableFuture<Thread> future) {
    future.complete(Thread.currentThread());
  }

  @Test
  void lookupsInside_whenAllEndAtOnce_needNoStack() throws Exception {
    int count = 5_000;
    cache =
        inside(
            STANDARD.withLookupsAtOnce(1),
            key -> key.equals("first") ? ask(key) : CompletableFuture.failedFuture(unknown(key)));
    List<CompletableFuture<String>> waiting = new ArrayList<>();
    waiting.add(cache.submitInside("first", Secret::read));
    for (int i = 0; i < count; i++) {
      waiting.add(cache.submitInside("key " + i, Secret::read));
    }

    lookup().succeed();

    assertThat(waiting.get(0)).isCompleted();
    assertThat(waiting.subList(1, count + 1)).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThatThrownBy(waiting.get(count)::join).hasCauseInstanceOf(NotFoundException.class);
  }

  @Test
  void lookups_whenTheBoundIsReached_waitInLine() throws Exception {
    cache = cache(STANDARD.withLookupsAtOnce(2), this::ask);
    List<CompletableFuture<String>> waiting = new ArrayList<>();
    for (String key : List.of("a", "b", "c", "d")) {
      waiting.add(cache.submit(key, Secret::read));
    }
    Lookup first = lookup();
    Lookup second = lookup();
    assertThat(lookups).isEmpty();

    second.answer.completeExceptionally(unknown("b"));
    Lookup third = lookup();
    assertThat(lookups).isEmpty();
    third.succeed();
    lookup().succeed();
    first.succeed();

    assertThat(waiting.get(0)).succeedsWithin(PATIENCE).isEqualTo("a");
    assertThat(waiting.get(1)).failsWithin(PATIENCE);
    assertThat(waiting.get(2)).succeedsWithin(PATIENCE).isEqualTo("c");
    assertThat(waiting.get(3)).succeedsWithin(PATIENCE).isEqualTo("d");
  }

  @Test
  void secret_whenTooOld_isWipedAndLookedUpAgain() throws Exception {
    Secret old = known("a");

    pass(STANDARD.maxAge().minusNanos(1));
    assertThat(cache.submit("a", Secret::read)).isCompletedWithValue("a");
    pass(Duration.ofNanos(1));
    Secret fresh = known("a");

    assertThat(old.wiped).isTrue();
    assertThat(fresh.wiped).isFalse();
    assertThat(lookupsMade).hasValue(2);
  }

  @Test
  void secret_whenTooOldAndNoOneAsks_isWiped() throws Exception {
    Secret old = known("a");

    pass(STANDARD.maxAge());
    List.copyOf(scheduled).forEach(Runnable::run);

    assertThat(old.wiped).isTrue();
  }

  @Test
  void secrets_whenTooMany_areWipedButForSoMany() throws Exception {
    cache = cache(STANDARD.withMaxEntries(2), this::ask);
    List<Secret> secrets = List.of(known("a"), known("b"), known("c"), known("d"));

    assertThat(secrets.stream().filter(secret -> !secret.wiped)).hasSize(2);
  }

  @Test
  void secrets_whenNoneMayBeHeld_areWipedAfterUse() throws Exception {
    cache = cache(STANDARD.withMaxEntries(0), this::ask);

    assertThat(known("a").wiped).isTrue();
    assertThat(known("a").wiped).isTrue();
    assertThat(lookupsMade).hasValue(2);
  }

  @Test
  void secret_whenInUse_isWipedOnlyAfterwards() throws Exception {
    Secret secret = known("a");

    String read =
        cache.execute(
            "a",
            used -> {
              pass(STANDARD.maxAge());
              assertThat(cache.submit("a", Secret::read)).isNotDone(); // Sees that it is too old.
              assertThat(secret.wiped).isFalse();
              return used.read();
            });

    assertThat(read).isEqualTo("a");
    assertThat(secret.wiped).isTrue();
  }

  @Test
  void secret_whenUseFails_isLetGoOfAllTheSame() throws Exception {
    Secret secret = known("a");

    assertThatThrownBy(() -> cache.execute("a", SecretCacheTest::refuse))
        .isInstanceOf(IllegalStateException.class);
    assertThat(cache.submit("a", SecretCacheTest::refuse)).isCompletedExceptionally();
    CompletableFuture<String> missed = cache.submit("b", SecretCacheTest::refuse);
    Lookup lookup = lookup();
    lookup.succeed();
    assertThat(missed).isCompletedExceptionally();
    cache.close();

    assertThat(secret.wiped).isTrue();
    assertThat(lookup.secret.wiped).isTrue();
  }

  @Test
  void refusal_whenTheServiceGaveIt_isRememberedForAWhile() throws Exception {
    CompletableFuture<String> refused = cache.submit("a", Secret::read);
    lookup().answer.completeExceptionally(unknown("a"));
    assertThat(refused).isCompletedExceptionally();

    assertThat(cache.submit("a", Secret::read)).isCompletedExceptionally();
    assertThatThrownBy(() -> cache.execute("a", Secret::read)).hasMessage("There is no a");
    assertThat(lookupsMade).hasValue(1);
    pass(STANDARD.refusalAge());
    known("a");
    assertThat(lookupsMade).hasValue(2);
  }

  @Test
  void refusal_whenNoneIsToBeRemembered_isAskedForAgain() throws Exception {
    cache = cache(STANDARD.withRefusalAge(Duration.ZERO), this::ask);
    CompletableFuture<String> refused = cache.submit("a", Secret::read);
    lookup().answer.completeExceptionally(unknown("a"));
    assertThat(refused).isCompletedExceptionally();

    known("a");
  }

  @Test
  void failure_whenItSaysNothingOfTheKey_isNotRemembered() throws Exception {
    FailureDetails none = FailureDetails.withoutAnswer("psk.get", true);
    List<Throwable> failures =
        List.of(
            new TransientException("broken"),
            new UntrustedServiceException("whose certificate?", none, null),
            new ServiceUnavailableException(
                "busy", FailureDetails.ofAnswer("psk.get", 429, "", ""), null),
            new InvalidInputException("closed"),
            new IllegalStateException("a fault of the source"));

    for (Throwable failure : failures) {
      CompletableFuture<String> failed = cache.submit("a", Secret::read);
      lookup().answer.completeExceptionally(failure);
      assertThat(failed).isCompletedExceptionally();
    }
    known("a");
  }

  @Test
  void source_whenItThrowsOrReturnsNull_failsTheLookup() {
    cache =
        cache(
            STANDARD,
            key -> {
              throw new IllegalStateException("no line");
            });
    assertThatThrownBy(() -> cache.execute("a", Secret::read))
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("no line")
        .hasRootCauseInstanceOf(IllegalStateException.class);

    cache = cache(STANDARD, key -> CompletableFuture.completedFuture(null));
    assertThatThrownBy(() -> cache.execute("a", Secret::read))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("null");
  }

  @Test
  void cancel_whenOthersWait_leavesThemTheLookup() throws Exception {
    CompletableFuture<String> cancelled = cache.submit("a", Secret::read);
    CompletableFuture<String> other = cache.submit("a", Secret::read);

    cancelled.cancel(false);

    Lookup lookup = lookup();
    assertThat(lookup.answer).isNotDone();
    lookup.succeed();
    assertThat(other).succeedsWithin(PATIENCE).isEqualTo("a");
  }

  @Test
  void cancel_whenNoOneElseWaits_endsTheLookupAndGivesItsPlaceBack() throws Exception {
    cache = cache(STANDARD.withLookupsAtOnce(1), this::ask);
    CompletableFuture<String> first = cache.submit("a", Secret::read);
    CompletableFuture<String> second = cache.submit("a", Secret::read);
    CompletableFuture<String> inLine = cache.submit("b", Secret::read);
    CompletableFuture<String> last = cache.submit("c", Secret::read);

    inLine.cancel(false);
    first.cancel(false);
    second.completeExceptionally(new IllegalStateException("no longer wanted"));

    assertThat(lookup().answer).isCancelled();
    Lookup next = lookup();
    assertThat(next.key).isEqualTo("c");
    next.succeed();
    assertThat(last).succeedsWithin(PATIENCE).isEqualTo("c");
  }

  @Test
  void cancelledLookup_whenAskedForAgain_isBegunAnew() throws Exception {
    cache.submit("a", Secret::read).cancel(false);
    lookup();

    known("a");
  }

  @Test
  void result_whenNoOneTakesIt_isClosed() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    List<CompletableFuture<AutoCloseable>> futures = new ArrayList<>();
    futures.add(
        cache.submit(
            "a",
            secret -> {
              futures.get(0).cancel(false);
              return closed::incrementAndGet;
            }));

    lookup().succeed();

    assertThat(closed).hasValue(1);
  }

  @Test
  void stage_whenItWaitsForAnotherOfTheSameKey_keepsNoOneWaiting() throws Exception {
    CompletableFuture<String> first = cache.submit("a", Secret::read);
    CompletableFuture<String> second = cache.submit("a", Secret::read);
    CompletableFuture<String> third = cache.submit("a", Secret::read);
    CompletableFuture<String> stage = first.thenApply(read -> read + second.join() + third.join());
    CompletableFuture<String> mirrored = third.thenApply(read -> read + second.join());

    CompletableFuture<Boolean> told = CompletableFuture.supplyAsync(lookup()::succeed);

    assertThat(stage).succeedsWithin(PATIENCE).isEqualTo("aaa");
    assertThat(mirrored).succeedsWithin(PATIENCE).isEqualTo("aa");
    assertThat(told).succeedsWithin(PATIENCE);
  }

  @Test
  void close_whenLookupsAreUnderWay_endsThemAndWipesWhatComesLate() throws Exception {
    cache = cache(STANDARD.withLookupsAtOnce(1), this::ask);
    Secret held = known("held");
    CompletableFuture<String> underWay = cache.submit("a", Secret::read);
    CompletableFuture<String> inLine = cache.submit("b", Secret::read);
    Lookup lookup = lookup();

    cache.close();

    for (CompletableFuture<String> each : List.of(underWay, inLine)) {
      assertThatThrownBy(() -> each.get(120, TimeUnit.SECONDS))
          .hasCauseInstanceOf(InvalidInputException.class)
          .hasMessageContaining("closed");
    }
    assertThat(held.wiped).isTrue();
    assertThat(lookup.answer).isCancelled();
    assertThat(lookups).isEmpty();
    assertThatThrownBy(() -> cache.execute("held", Secret::read))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void secret_whenItComesAfterTheClose_isWiped() throws Exception {
    Uncancellable answer = new Uncancellable();
    Secret late = new Secret("a");
    cache = cache(STANDARD, key -> answer);
    CompletableFuture<String> waiting = cache.submit("a", Secret::read);

    cache.close();
    answer.complete(late);

    assertThat(waiting).isCompletedExceptionally();
    assertThat(late.wiped).isTrue();
  }

  @Test
  void interrupt_whenWaiting_endsTheLookupAndStaysSet() throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                cache.execute("a", Secret::read);
              } catch (ThingsealException e) {
                thrown.set(e);
              }
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    thread.start();
    Lookup lookup = lookup();

    thread.interrupt();
    thread.join(PATIENCE.toMillis());

    assertThat(thrown.get()).isInstanceOf(TransientException.class).hasMessageContaining("a");
    assertThat(interrupted.get()).isTrue();
    assertThat(lookup.answer).isCancelled();
  }

  /** A source that fails at once, such as closed services, ends a long line without recursion. */
  @Test
  void line_whenTheSourceFailsAtOnce_endsHoweverLongItIs() throws Exception {
    CompletableFuture<Secret> slow = new CompletableFuture<>();
    cache =
        cache(
            STANDARD.withLookupsAtOnce(1),
            key -> key.equals("slow") ? slow : CompletableFuture.failedFuture(unknown(key)));
    List<CompletableFuture<String>> waiting = new ArrayList<>();
    CompletableFuture<String> first = cache.submit("slow", Secret::read);
    for (int i = 0; i < 8_000; i++) {
      waiting.add(cache.submit("k" + i, Secret::read));
    }

    slow.complete(new Secret("slow"));

    assertThat(first).succeedsWithin(PATIENCE);
    CompletableFuture<?>[] all = waiting.toArray(CompletableFuture<?>[]::new);
    assertThat(CompletableFuture.allOf(all).handle((none, failure) -> true))
        .succeedsWithin(PATIENCE);
  }

  @Test
  void waiters_whenManyWaitForOneKeyAndTheCacheCloses_allEnd() {
    List<CompletableFuture<String>> waiting = new ArrayList<>();
    for (int i = 0; i < 8_000; i++) {
      waiting.add(cache.submit("a", Secret::read));
    }

    cache.close();

    assertThat(waiting).allSatisfy(each -> assertThat(each).isCompletedExceptionally());
  }

  /** However it is used, evicted and looked up at once, no one ever sees a wiped secret. */
  @Test
  void secrets_whenUsedAndEvictedAtOnce_areNeverWipedInUse() throws Exception {
    List<Secret> made = Collections.synchronizedList(new ArrayList<>());
    cache =
        cache(
            STANDARD.withMaxEntries(3).withLookupsAtOnce(2),
            key -> {
              Secret secret = new Secret(key);
              made.add(secret);
              return CompletableFuture.completedFuture(secret);
            });
    int threads = 4;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CountDownLatch start = new CountDownLatch(threads);
    List<Future<Integer>> runs = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      Random random = new Random(thread);
      runs.add(
          pool.submit(
              () -> {
                start.countDown();
                start.await();
                int right = 0;
                for (int i = 0; i < 1_000; i++) {
                  String key = "k" + random.nextInt(8);
                  right += cache.execute(key, Secret::read).equals(key) ? 1 : 0;
                }
                return right;
              }));
    }
    for (Future<Integer> run : runs) {
      assertThat(run.get(60, TimeUnit.SECONDS)).isEqualTo(1_000);
    }
    pool.shutdown();

    cache.close();

    assertThat(made).hasSizeGreaterThan(8).allSatisfy(each -> assertThat(each.wiped).isTrue());
  }

  private static String refuse(Secret secret) {
    throw new IllegalStateException("The use of " + secret.read() + " fails");
  }

  /** A look-up under way. */
  private record Lookup(String key, Secret secret, CompletableFuture<Secret> answer) {
    boolean succeed() {
      return answer.complete(secret);
    }
  }

  /** Can be read until it is wiped. */
  private static final class Secret {
    private final String text;
    private volatile boolean wiped;

    Secret(String text) {
      this.text = text;
    }

    String read() {
      String read = text;
      if (wiped) {
        throw new IllegalStateException(text + " was wiped in use");
      }
      return read;
    }

    void wipe() {
      if (wiped) {
        throw new IllegalStateException(text + " was wiped twice");
      }
      wiped = true;
    }
  }

  /** A source that does not hear that no one waits any more. */
  private static final class Uncancellable extends CompletableFuture<Secret> {
    @Override
    public boolean cancel(boolean interrupt) {
      return false;
    }
  }
}
