package io.github.thingseal.cloud.internal.cache;

import org.jspecify.annotations.Nullable;

/** Holds secrets, bounded in number and age, and wipes those that it lets go of. */
interface Store<K, V> {
  /** The secret, held for the caller; null if it is not here. */
  @Nullable Shared<V> hold(K key);

  /** Takes a secret in. */
  void put(K key, Shared<V> secret);

  /** Lets go of everything. */
  void clear();
}
