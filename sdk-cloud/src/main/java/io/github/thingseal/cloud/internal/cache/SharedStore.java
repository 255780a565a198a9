package io.github.thingseal.cloud.internal.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.thingseal.cloud.cache.KeyCacheSettings;
import org.jspecify.annotations.Nullable;

/** Secrets of any kind, of each of which it is a holder. */
final class SharedStore<K, V> implements Store<K, V> {
  private final Cache<K, Shared<V>> secrets;

  /** The scheduler has old secrets leave even if no one asks for anything. */
  SharedStore(KeyCacheSettings settings, Ticker ticker, Scheduler scheduler) {
    this.secrets =
        Caffeine.newBuilder()
            .maximumSize(settings.maxEntries())
            .expireAfterWrite(settings.maxAge())
            .ticker(ticker)
            .executor(Runnable::run)
            .scheduler(scheduler)
            .removalListener(
                (@Nullable K key, @Nullable Shared<V> secret, RemovalCause cause) ->
                    release(secret))
            .build();
  }

  @Override
  public @Nullable Shared<V> hold(K key) {
    Shared<V> secret = secrets.getIfPresent(key);
    return secret != null && secret.hold() ? secret : null;
  }

  @Override
  public void put(K key, Shared<V> secret) {
    secret.hold();
    secrets.put(key, secret);
  }

  @Override
  public void clear() {
    secrets.invalidateAll();
  }

  private static <V> void release(@Nullable Shared<V> secret) {
    if (secret != null) {
      secret.release();
    }
  }
}
