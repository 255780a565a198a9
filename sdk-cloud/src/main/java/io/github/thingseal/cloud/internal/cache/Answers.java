package io.github.thingseal.cloud.internal.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.thingseal.cloud.cache.KeyCacheSettings;
import io.github.thingseal.cloud.error.ServiceFailure;
import io.github.thingseal.core.AuthenticationException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;
import org.jspecify.annotations.Nullable;

/** What was answered of late, bounded in number and age: secrets and refusals. */
final class Answers<K, V> {
  private final Store<K, V> secrets;
  private final Cache<K, ThingsealException> refusals;

  Answers(Store<K, V> secrets, KeyCacheSettings settings, Ticker ticker) {
    this.secrets = secrets;
    this.refusals =
        Caffeine.newBuilder()
            .maximumSize(settings.maxEntries())
            .expireAfterWrite(settings.refusalAge())
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** The secret, held for the caller; null if it is not here. */
  @Nullable Shared<V> hold(K key) {
    return secrets.hold(key);
  }

  /** Why there is no secret; null if that is not known. */
  @Nullable ThingsealException refusal(K key) {
    return refusals.getIfPresent(key);
  }

  /** Takes a secret in. */
  void put(K key, Shared<V> secret) {
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
    secrets.clear();
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
}
