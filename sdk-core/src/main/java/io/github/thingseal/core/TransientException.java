package io.github.thingseal.core;

import org.jspecify.annotations.Nullable;

/**
 * Try again: the same call may succeed later, once the cause (a busy module, a throttled service, a
 * lost line) has passed.
 */
public class TransientException extends ThingsealException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was attempted, on what, and what came back; no secrets
   */
  public TransientException(@Nullable String message) {
    super(message);
  }

  /**
   * Creates the exception with a cause.
   *
   * @param message what was attempted, on what, and what came back; no secrets
   * @param cause what led to it, or null
   */
  public TransientException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
