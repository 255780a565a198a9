package io.github.thingseal.core.internal.pool;

/** Keeps the key of its last message; for one thread at a time. */
public abstract class KeyHolder extends Pooled {
  /** One without a key. */
  protected KeyHolder() {}

  /** Overwrites the key. */
  public abstract void wipe();

  /**
   * Reports whether a message used this since this was asked before.
   *
   * @return whether one did
   */
  public abstract boolean usedOfLate();
}
