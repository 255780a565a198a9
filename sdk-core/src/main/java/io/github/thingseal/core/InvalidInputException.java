package io.github.thingseal.core;

import org.jspecify.annotations.Nullable;

/** Fix the call: a value that was handed in can never work, and nothing was sent because of it. */
public class InvalidInputException extends ThingsealException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was attempted, on what, and what came back; no secrets
   */
  public InvalidInputException(@Nullable String message) {
    this(message, null);
  }

  /**
   * Creates the exception with a cause.
   *
   * @param message what was attempted, on what, and what came back; no secrets
   * @param cause what led to it, or null
   */
  public InvalidInputException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
