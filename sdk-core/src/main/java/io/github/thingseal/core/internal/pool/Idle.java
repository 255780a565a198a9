package io.github.thingseal.core.internal.pool;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Things that are costly to make and that no one uses at the moment, at most twice as many as there
 * are processors; not thread locals, which pools of threads and virtual threads leak. Taking and
 * keeping neither wait nor allocate.
 *
 * @param <T> what is kept
 */
public final class Idle<T> {
  private final AtomicReferenceArray<@Nullable T> places;
  private final Consumer<T> surplus;

  /**
   * Keeps nothing yet.
   *
   * @param surplus is given what finds no place
   */
  public Idle(Consumer<T> surplus) {
    this(2 * Runtime.getRuntime().availableProcessors(), surplus);
  }

  /**
   * Keeps nothing yet.
   *
   * @param size how many are kept at most
   * @param surplus is given what finds no place
   */
  public Idle(int size, Consumer<T> surplus) {
    this.places = new AtomicReferenceArray<>(size);
    this.surplus = surplus;
  }

  /** One that is idle, now the caller's alone, or null. */
  public @Nullable T take() {
    int start = start();
    for (int i = 0; i < places.length(); i++) {
      int at = (start + i) % places.length();
      T found = places.get(at);
      if (found != null && places.compareAndSet(at, found, null)) {
        return found;
      }
    }
    return null;
  }

  /** Keeps one that the caller uses no more. */
  public void keep(T idle) {
    int start = start();
    for (int i = 0; i < places.length(); i++) {
      int at = (start + i) % places.length();
      if (places.get(at) == null && places.compareAndSet(at, null, idle)) {
        return;
      }
    }
    surplus.accept(idle);
  }

  /** Takes each one that is idle, does something with it, and keeps it again. */
  public void each(Consumer<T> work) {
    for (int at = 0; at < places.length(); at++) {
      T found = places.getAndSet(at, null);
      if (found != null) {
        work.accept(found);
        keep(found);
      }
    }
  }

  /** Where a thread looks first, so that threads seldom meet. */
  private int start() {
    return (int) (Thread.currentThread().getId() % places.length());
  }
}
