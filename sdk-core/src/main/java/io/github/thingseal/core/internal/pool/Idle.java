package io.github.thingseal.core.internal.pool;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A pool of objects that are costly to make, at most twice as many as there are processors. It
 * replaces thread locals, which pools of threads and virtual threads leak. Taking and keeping
 * neither wait nor allocate.
 *
 * <p>A place belongs to one thing permanently, so that this comes back by a plain write: no one
 * else writes to a place that is empty. One that never comes back leaves its place empty.
 *
 * @param <T> what is kept
 */
public final class Idle<T extends Pooled> {
  /** References between two places, so that no two are in one cache line, nor in neighbours. */
  private static final int APART = 32;

  private static final int GOLDEN_RATIO = 0x9E3779B9;

  private final AtomicReferenceArray<@Nullable T> references;
  private final AtomicIntegerArray owned;
  private final int size;
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
    this.size = size;
    this.references = new AtomicReferenceArray<>((size + 1) * APART);
    this.owned = new AtomicIntegerArray(size);
    this.surplus = surplus;
  }

  /**
   * Takes one that is idle.
   *
   * @return one that is now the caller's alone, or null
   */
  public @Nullable T take() {
    int first = firstPlace();
    for (int i = first; i < first + size; i++) {
      int at = reference(i);
      T found = references.get(at);
      if (found != null && references.compareAndSet(at, found, null)) {
        return found;
      }
    }
    return null;
  }

  /**
   * Keeps one.
   *
   * @param idle what the caller uses no more
   */
  public void keep(T idle) {
    if (idle.place == Pooled.NONE) {
      idle.place = claim();
    }
    if (idle.place == Pooled.NONE) {
      surplus.accept(idle);
    } else {
      references.setRelease(reference(idle.place), idle);
    }
  }

  /**
   * Takes each one that is idle, does something with it, and keeps it again, also where that fails.
   *
   * @param work what is done with each
   * @return whether it found all in their places; false while one of them is in use
   * @throws RuntimeException what the work threw last, after all had their turn
   */
  public boolean each(Consumer<T> work) {
    RuntimeException failure = null;
    boolean all = true;
    for (int i = 0; i < size; i++) {
      T found = references.getAndSet(reference(i), null);
      if (found != null) {
        try {
          work.accept(found);
        } catch (RuntimeException e) {
          failure = e;
        } finally {
          keep(found);
        }
      } else if (owned.get(i) != 0) {
        all = false;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return all;
  }

  /** A place that belongs to nothing yet, near the thread's first one. */
  private int claim() {
    int first = firstPlace();
    for (int i = first; i < first + size; i++) {
      int place = i % size;
      if (owned.get(place) == 0 && owned.compareAndSet(place, 0, 1)) {
        return place;
      }
    }
    return Pooled.NONE;
  }

  /** Where a thread looks first: not where the threads started before and after it do. */
  private int firstPlace() {
    long hash = Integer.toUnsignedLong((int) Thread.currentThread().getId() * GOLDEN_RATIO);
    return (int) ((hash * size) >>> Integer.SIZE);
  }

  private int reference(int place) {
    return ((place < size ? place : place - size) + 1) * APART;
  }
}
