package io.github.thingseal.cloud.internal.cache;

import java.util.function.Consumer;
import java.util.function.Function;

/** A secret in use by several: wiped once the last of them has let go of it. */
final class Shared<V> {
  private final V value;
  private final Consumer<? super V> wipe;
  private int holders = 1;

  /** The caller is its first holder. */
  Shared(V value, Consumer<? super V> wipe) {
    this.value = value;
    this.wipe = wipe;
  }

  /** Becomes a holder; false if the value is wiped already. */
  synchronized boolean hold() {
    if (holders == 0) {
      return false;
    }
    holders++;
    return true;
  }

  /** The value; for holders only. */
  V value() {
    return value;
  }

  /** Uses the value and lets go of it; for holders only, once for each hold. */
  <R> R use(Function<? super V, R> use) {
    try {
      return use.apply(value);
    } finally {
      release();
    }
  }

  /** Lets go without use, once for each hold. */
  void release() {
    synchronized (this) {
      holders--;
      if (holders > 0) {
        return;
      }
    }
    wipe.accept(value);
  }
}
