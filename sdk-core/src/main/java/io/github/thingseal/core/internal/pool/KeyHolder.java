package io.github.thingseal.core.internal.pool;

/** Keeps the key of its last message; for one thread at a time. */
public interface KeyHolder {
  /** Overwrites the key. */
  void wipe();

  /**
   * Reports whether a message used this since this was asked before.
   *
   * @return whether one did
   */
  boolean usedOfLate();
}
