package io.github.thingseal.cloud.internal.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.thingseal.cloud.cache.KeyCacheSettings;
import io.github.thingseal.cloud.error.ServiceFailure;
import io.github.thingseal.core.AuthenticationException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was answered of late, bounded in number and age: secrets, of which the cache is a holder as
 * long as they are in it, and refusals.
 */
final class Answers<K, V> {
  private final Cache<K, Shared<V>> secrets;
  private final Cache<K, ThingsealException> refusals;

  /** The scheduler has old secrets leave the cache even if no one asks for anything. */
  Answers(KeyCacheSettings settings, Ticker ticker, Scheduler scheduler) {
    this.secrets =
        bounded(settings.maxEntries(), settings.maxAge(), ticker)
            .scheduler(scheduler)
            .removalListener(
                (@Nullable K key, @Nullable Shared<V> secret, RemovalCause cause) ->
                    release(secret))
            .build();
    this.refusals = bounded(settings.maxEntries(), settings.refusalAge(), ticker).build();
  }

  /** The secret, held for the caller; null if it is not here. */
  @Nullable Shared<V> hold(K key) {
    Shared<V> secret = secrets.getIfPresent(key);
    return secret != null && secret.hold() ? secret : null;
  }

  /** Why there is no secret; null if that is not known. */
  @Nullable ThingsealException refusal(K key) {
    return refusals.getIfPresent(key);
  }

  /** Takes a secret in, and becomes a holder of it. */
  void put(K key, Shared<V> secret) {
    secret.hold();
    secrets.put(key, secret);
  }

  /** Remembers a failure if it says that there is no such secret. */
  void put(K key, ThingsealException failure) {
    if (isRefusal(failure)) {
      refusals.put(key, failure);
    }
  }

  /** Lets go of everything. */
  void clear() {
    secrets.invalidateAll();
    refusals.invalidateAll();
  }

  /** Whether the service has answered that there is no such secret, and will answer so again. */
  private static boolean isRefusal(ThingsealException failure) {
    return failure instanceof ServiceFailure service
        ? service.details().status().isPresent()
            && !(failure instanceof TransientException)
            && !(failure instanceof AuthenticationException)
        : failure instanceof PermanentException;
  }

  private static <V> void release(@Nullable Shared<V> secret) {
    if (secret != null) {
      secret.release();
    }
  }

  private static Caffeine<Object, Object> bounded(int size, Duration age, Ticker ticker) {
    return Caffeine.newBuilder()
        .maximumSize(size)
        .expireAfterWrite(age)
        .ticker(ticker)
        .executor(Runnable::run);
  }
}
