package io.github.thingseal.core;

import org.jspecify.annotations.Nullable;

/** Give up: repeating the same call gives the same answer. */
public class PermanentException extends ThingsealException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was attempted, on what, and what came back; no secrets
   */
  public PermanentException(@Nullable String message) {
    this(message, null);
  }

  /**
   * Creates the exception with a cause.
   *
   * @param message what was attempted, on what, and what came back; no secrets
   * @param cause what led to it, or null
   */
  public PermanentException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
