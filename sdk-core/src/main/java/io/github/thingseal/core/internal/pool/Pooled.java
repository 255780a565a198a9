package io.github.thingseal.core.internal.pool;

/** What an {@link Idle} keeps. It has a place of its own there, and comes back to it. */
public abstract class Pooled {
  static final int NONE = -1;

  int place = NONE;

  /** One that has no place yet. */
  protected Pooled() {}
}
