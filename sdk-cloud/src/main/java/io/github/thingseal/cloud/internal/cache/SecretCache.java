package io.github.thingseal.cloud.internal.cache;

import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.thingseal.cloud.cache.KeyCacheSettings;
import io.github.thingseal.cloud.internal.concurrent.Workers;
import io.github.thingseal.cloud.internal.futures.Outcomes;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Secrets by key: looked up once however many ask, held for a while, wiped when they leave the
 * cache and the last user is done with them.
 *
 * <p>What is cached is used on the thread that asks, without a lock. A look-up takes no thread
 * while it is under way; the threads on which it ends are those of its source. If these threads
 * must not run the code of callers, the source is inside. They then only serve waiters that are
 * inside as well, and begin the next look-up; threads of the cache complete all other futures.
 */
public final class SecretCache<K, V> implements AutoCloseable {
  /** What this thread begins with, one after the other. */
  private static final ThreadLocal<@Nullable Queue<Runnable>> BEGINNING = new ThreadLocal<>();

  private final String what;
  private final Function<? super K, CompletableFuture<V>> source;
  private final Consumer<? super V> wipe;
  private final Answers<K, V> answers;
  private final Map<K, Lookup> lookups = new ConcurrentHashMap<>();
  private final Turnstile turnstile;
  private final Workers workers = new Workers();
  private final boolean isInside;
  private volatile boolean closed;

  private SecretCache(
      String what,
      KeyCacheSettings settings,
      Function<? super K, CompletableFuture<V>> source,
      Consumer<? super V> wipe,
      Store<K, V> secrets,
      Ticker ticker,
      boolean isInside) {
    this.what = what;
    this.isInside = isInside;
    this.source = source;
    this.wipe = wipe;
    this.turnstile = new Turnstile(settings.lookupsAtOnce());
    this.answers = new Answers<>(secrets, settings, ticker);
  }

  /** A cache; {@code what} names in messages what it is for. */
  public static <K, V> SecretCache<K, V> of(
      String what,
      KeyCacheSettings settings,
      Function<? super K, CompletableFuture<V>> source,
      Consumer<? super V> wipe) {
    return of(what, settings, source, wipe, Ticker.systemTicker(), Scheduler.systemScheduler());
  }

  /** A cache of protection parameters, which are held in the table, from a source inside or not. */
  public static SecretCache<KeyIdentity, ProtectionParameters> of(
      String what,
      KeyCacheSettings settings,
      Function<? super KeyIdentity, CompletableFuture<ProtectionParameters>> source,
      ParameterTable table,
      boolean isInside) {
    return new SecretCache<>(
        what,
        settings,
        source,
        ProtectionParameters::close,
        table,
        Ticker.systemTicker(),
        isInside);
  }

  /** For tests that turn time by hand. */
  static <K, V> SecretCache<K, V> of(
      String what,
      KeyCacheSettings settings,
      Function<? super K, CompletableFuture<V>> source,
      Consumer<? super V> wipe,
      Ticker ticker,
      Scheduler scheduler) {
    return of(what, settings, source, wipe, ticker, scheduler, false);
  }

  /** For tests of a source inside. */
  static <K, V> SecretCache<K, V> of(
      String what,
      KeyCacheSettings settings,
      Function<? super K, CompletableFuture<V>> source,
      Consumer<? super V> wipe,
      Ticker ticker,
      Scheduler scheduler,
      boolean isInside) {
    return new SecretCache<>(
        what,
        settings,
        source,
        wipe,
        new SharedStore<>(settings, ticker, scheduler),
        ticker,
        isInside);
  }

  /** Lets the function use the secret of the key, which it must not keep; waits if need be. */
  public <R> R execute(K key, Function<? super V, R> use) {
    Shared<V> shared = answers.hold(key);
    return shared == null
        ? Outcomes.await(lookUp(key, use, false), what + " of " + key)
        : shared.use(use);
  }

  /** As {@link #execute}, without waiting. Cancelling the future ends a look-up for it alone. */
  public <R> CompletableFuture<R> submit(K key, Function<? super V, R> use) {
    return submit(key, use, false);
  }

  /** As {@link #submit}, for what waits for nothing and runs no code of a caller's. */
  public <R> CompletableFuture<R> submitInside(K key, Function<? super V, R> use) {
    return submit(key, use, true);
  }

  /** The threads for what a look-up has to leave to others: any thread, unless it is inside. */
  public Executor outside() {
    return isInside ? workers : Runnable::run;
  }

  private <R> CompletableFuture<R> submit(K key, Function<? super V, R> use, boolean inside) {
    Shared<V> shared = answers.hold(key);
    if (shared == null) {
      return lookUp(key, use, inside);
    }
    try {
      return CompletableFuture.completedFuture(shared.use(use));
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Ends all look-ups, and wipes every secret, those in use as soon as they are not. */
  @Override
  public void close() {
    closed = true;
    turnstile.clear();
    List.copyOf(lookups.values()).forEach(lookup -> lookup.abandon(closedException()));
    answers.clear();
    workers.close();
  }

  private <R> CompletableFuture<R> lookUp(K key, Function<? super V, R> use, boolean inside) {
    if (closed) {
      return CompletableFuture.failedFuture(closedException());
    }
    Waiter<V, R> waiter = new Waiter<>(use, inside);
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

  /** The look-up that the waiter waits for; null if its outcome was there after all. */
  private @Nullable Lookup joined(K key, @Nullable Lookup current, Waiter<V, ?> waiter) {
    if (current != null) {
      current.waiters.add(waiter);
      return current;
    }
    Shared<V> shared = answers.hold(key);
    ThingsealException refusal = shared == null ? answers.refusal(key) : null;
    if (shared == null && refusal == null) {
      return new Lookup(key, waiter);
    }
    waiter.outcome(shared, refusal);
    return null;
  }

  private void end(Queue<Waiter<V, ?>> waiters) {
    if (!isInside) {
      complete(waiters);
      return;
    }
    for (Iterator<Waiter<V, ?>> each = waiters.iterator(); each.hasNext(); ) {
      Waiter<V, ?> waiter = each.next();
      if (waiter.isInside) {
        each.remove();
        waiter.run();
      }
    }
    if (!waiters.isEmpty()) {
      workers.execute(() -> complete(waiters));
    }
  }

  /**
   * Completes the futures of the waiters. What hangs on one may wait for another, so another thread
   * goes on with the rest meanwhile.
   */
  private void complete(Queue<? extends Runnable> waiters) {
    while (true) {
      Runnable first = waiters.poll();
      if (first == null) {
        return;
      }
      if (waiters.isEmpty() || closed) {
        first.run();
      } else {
        workers.execute(() -> complete(waiters));
        first.run();
        return;
      }
    }
  }

  /** One that ends at once must not begin the next from within, and so on without end. */
  private void begin(Runnable lookup) {
    Queue<Runnable> line = BEGINNING.get();
    if (line != null) {
      line.add(lookup);
      return;
    }
    line = new ArrayDeque<>();
    BEGINNING.set(line);
    try {
      for (Runnable next = lookup; next != null; next = line.poll()) {
        next.run();
      }
    } finally {
      BEGINNING.remove();
    }
  }

  private InvalidInputException closedException() {
    return new InvalidInputException(
        what + "s ended, because their cache was closed; build a new one");
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
      if (next != null && !isInside) {
        workers.execute(next);
      }
      try {
        outcome(value, failure);
      } finally {
        if (next != null && isInside) {
          begin(next);
        }
      }
    }

    private void outcome(@Nullable V value, @Nullable Throwable failure) {
      if (value == null) {
        fail(
            failure == null
                ? new InvalidInputException(what + " of " + key + " returned null; return a value")
                : Outcomes.typed(failure, what + " of " + key));
      } else {
        keep(new Shared<>(value, wipe));
      }
    }

    /** A secret that its source has closed cannot be kept. */
    private void keep(Shared<V> shared) {
      try {
        answers.put(key, shared);
      } catch (RuntimeException | Error e) {
        shared.release();
        fail(Outcomes.typed(e, what + " of " + key));
        return;
      }
      succeed(shared);
    }

    private void succeed(Shared<V> shared) {
      if (closed) {
        answers.clear();
      }
      Queue<Waiter<V, ?>> taken = removed();
      taken.forEach(
          waiter -> {
            shared.hold();
            waiter.outcome(shared, null);
          });
      shared.release();
      SecretCache.this.end(taken);
    }

    private void fail(ThingsealException failure) {
      answers.put(key, failure);
      Queue<Waiter<V, ?>> taken = removed();
      taken.forEach(waiter -> waiter.outcome(null, failure));
      SecretCache.this.end(taken);
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
