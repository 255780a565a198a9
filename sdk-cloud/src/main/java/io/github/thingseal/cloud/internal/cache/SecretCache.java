package io.github.thingseal.cloud.internal.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.thingseal.cloud.cache.KeyCacheSettings;
import io.github.thingseal.cloud.error.ServiceFailure;
import io.github.thingseal.cloud.internal.futures.Outcomes;
import io.github.thingseal.cloud.internal.http.Workers;
import io.github.thingseal.core.AuthenticationException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Secrets by key: looked up once however many ask, held for a while, wiped when they leave the
 * cache and the last user is done with them.
 *
 * <p>What is at hand is used on the thread that asks, without a lock. A look-up takes no thread
 * while it is under way; the threads on which it ends are those of its source.
 */
public final class SecretCache<K, V> implements AutoCloseable {
  private final String what;
  private final Function<? super K, CompletableFuture<V>> source;
  private final Consumer<? super V> wipe;
  private final Cache<K, Shared<V>> known;
  private final Cache<K, ThingsealException> refused;
  private final Map<K, Lookup> lookups = new ConcurrentHashMap<>();
  private final Turnstile turnstile;
  private final Workers workers = new Workers();
  private volatile boolean closed;

  private SecretCache(
      String what,
      KeyCacheSettings settings,
      Function<? super K, CompletableFuture<V>> source,
      Consumer<? super V> wipe,
      Ticker ticker,
      Scheduler scheduler) {
    this.what = what;
    this.source = source;
    this.wipe = wipe;
    this.turnstile = new Turnstile(settings.lookupsAtOnce());
    this.known =
        bounded(settings.maxEntries(), settings.maxAge(), ticker)
            .scheduler(scheduler)
            .removalListener(
                (@Nullable K key, @Nullable Shared<V> value, RemovalCause cause) -> release(value))
            .build();
    this.refused = bounded(settings.maxEntries(), settings.refusalAge(), ticker).build();
  }

  /** A cache; {@code what} names in messages what it is for. */
  public static <K, V> SecretCache<K, V> of(
      String what,
      KeyCacheSettings settings,
      Function<? super K, CompletableFuture<V>> source,
      Consumer<? super V> wipe) {
    return new SecretCache<>(
        what, settings, source, wipe, Ticker.systemTicker(), Scheduler.systemScheduler());
  }

  /** For tests that turn time by hand. */
  static <K, V> SecretCache<K, V> of(
      String what,
      KeyCacheSettings settings,
      Function<? super K, CompletableFuture<V>> source,
      Consumer<? super V> wipe,
      Ticker ticker,
      Scheduler scheduler) {
    return new SecretCache<>(what, settings, source, wipe, ticker, scheduler);
  }

  /** Lets the function use the secret of the key, which it must not keep; waits if need be. */
  public <R> R execute(K key, Function<? super V, R> use) {
    Shared<V> shared = atHand(key);
    return shared == null ? Outcomes.await(lookUp(key, use), what + " of " + key) : shared.use(use);
  }

  /** As {@link #execute}, without waiting. Cancelling the future ends a look-up for it alone. */
  public <R> CompletableFuture<R> submit(K key, Function<? super V, R> use) {
    Shared<V> shared = atHand(key);
    if (shared == null) {
      return lookUp(key, use);
    }
    try {
      return CompletableFuture.completedFuture(shared.use(use));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Wipes all that no one uses any more, and ends all look-ups. */
  @Override
  public void close() {
    closed = true;
    turnstile.clear();
    List.copyOf(lookups.values()).forEach(lookup -> lookup.abandon(closedException()));
    known.invalidateAll();
    refused.invalidateAll();
    workers.close();
  }

  private <R> CompletableFuture<R> lookUp(K key, Function<? super V, R> use) {
    if (closed) {
      return CompletableFuture.failedFuture(closedException());
    }
    Waiter<V, R> waiter = new Waiter<>(use);
    Lookup lookup = lookups.compute(key, (same, current) -> joined(same, current, waiter));
    if (lookup == null) {
      waiter.run();
      return waiter.result;
    }
    var unused = waiter.result.whenComplete((value, failure) -> lookup.leave(waiter));
    if (lookup.first == waiter && turnstile.enter(lookup)) {
      lookup.run();
    }
    if (closed) {
      lookup.abandon(closedException());
    }
    return waiter.result;
  }

  /** The look-up that the waiter waits for; null if its outcome was at hand after all. */
  private @Nullable Lookup joined(K key, @Nullable Lookup current, Waiter<V, ?> waiter) {
    if (current != null) {
      current.waiters.add(waiter);
      return current;
    }
    Shared<V> shared = atHand(key);
    ThingsealException refusal = shared == null ? refused.getIfPresent(key) : null;
    if (shared == null && refusal == null) {
      return new Lookup(key, waiter);
    }
    waiter.outcome(shared, refusal);
    return null;
  }

  /** The secret, held for the caller; null if it is not at hand. */
  private @Nullable Shared<V> atHand(K key) {
    Shared<V> shared = known.getIfPresent(key);
    return shared != null && shared.hold() ? shared : null;
  }

  /**
   * Tells the waiters. What hangs on the future of one may wait for that of another, so another
   * thread goes on with the rest meanwhile.
   */
  private void tell(Queue<? extends Runnable> waiters) {
    while (true) {
      Runnable first = waiters.poll();
      if (first == null) {
        return;
      }
      if (waiters.isEmpty() || closed) {
        first.run();
      } else {
        workers.execute(() -> tell(waiters));
        first.run();
        return;
      }
    }
  }

  /** Whether the service has answered that there is no such secret, and will say so again. */
  private static boolean isRefusal(ThingsealException failure) {
    return failure instanceof ServiceFailure service
        ? service.details().status().isPresent()
            && !(failure instanceof TransientException)
            && !(failure instanceof AuthenticationException)
        : failure instanceof PermanentException;
  }

  private InvalidInputException closedException() {
    return new InvalidInputException(
        what + "s ended, because their cache was closed; build a new one");
  }

  private static <V> void release(@Nullable Shared<V> value) {
    if (value != null) {
      value.release();
    }
  }

  private static Caffeine<Object, Object> bounded(int size, Duration age, Ticker ticker) {
    return Caffeine.newBuilder()
        .maximumSize(size)
        .expireAfterWrite(age)
        .ticker(ticker)
        .executor(Runnable::run);
  }

  /** One look-up and those who wait for it, which only the bin of its key in the map changes. */
  private final class Lookup implements Runnable {
    private final K key;
    private final Waiter<V, ?> first;
    private final Set<Waiter<V, ?>> waiters = new LinkedHashSet<>();
    private final CompletableFuture<V> abandoned = new CompletableFuture<>();

    Lookup(K key, Waiter<V, ?> first) {
      this.key = key;
      this.first = first;
      waiters.add(first);
    }

    /** Asks the source, unless no one waits any more. */
    @Override
    public void run() {
      CompletableFuture<V> answer = abandoned.isDone() ? abandoned : ask();
      var unused = abandoned.whenComplete((value, failure) -> answer.cancel(false));
      var unusedToo = answer.whenComplete(this::end);
    }

    private CompletableFuture<V> ask() {
      try {
        return Arguments.returned(source.apply(key), "The source of keys");
      } catch (RuntimeException | Error e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    private void end(@Nullable V value, @Nullable Throwable failure) {
      Runnable next = turnstile.leave();
      if (next != null) {
        workers.execute(next);
      }
      if (value == null) {
        fail(
            failure == null
                ? new InvalidInputException(what + " of " + key + " returned null; return a value")
                : Outcomes.typed(failure, what + " of " + key));
      } else {
        succeed(new Shared<>(value, wipe));
      }
    }

    private void succeed(Shared<V> shared) {
      shared.hold();
      known.put(key, shared);
      if (closed) {
        known.invalidateAll();
      }
      Queue<Waiter<V, ?>> told = removed();
      told.forEach(
          waiter -> {
            shared.hold();
            waiter.outcome(shared, null);
          });
      shared.release();
      tell(told);
    }

    private void fail(ThingsealException failure) {
      if (isRefusal(failure)) {
        refused.put(key, failure);
      }
      Queue<Waiter<V, ?>> told = removed();
      told.forEach(waiter -> waiter.outcome(null, failure));
      tell(told);
    }

    /** Ends the look-up before its answer. */
    void abandon(ThingsealException why) {
      fail(why);
      abandoned.completeExceptionally(new CancellationException("No one waits any more"));
    }

    /** Lets go of a waiter, and of the look-up with the last one. */
    void leave(Waiter<V, ?> waiter) {
      Lookup left =
          lookups.computeIfPresent(
              key,
              (same, current) ->
                  current == this && waiters.remove(waiter) && waiters.isEmpty() ? null : current);
      if (left == null) {
        abandoned.completeExceptionally(new CancellationException("No one waits any more"));
      }
    }

    /** Takes the look-up off the map, after which no one joins it. */
    private Queue<Waiter<V, ?>> removed() {
      Queue<Waiter<V, ?>> taken = new ArrayDeque<>();
      lookups.computeIfPresent(
          key,
          (same, current) -> {
            if (current != this) {
              return current;
            }
            taken.addAll(waiters);
            return null;
          });
      return taken;
    }
  }
}
