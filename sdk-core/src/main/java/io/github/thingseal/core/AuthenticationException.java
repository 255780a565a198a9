package io.github.thingseal.core;

import org.jspecify.annotations.Nullable;

/**
 * Mend the credentials: the other side does not, or no longer, accept who the caller says to be.
 */
public class AuthenticationException extends ThingsealException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was attempted, on what, and what came back; no secrets
   */
  public AuthenticationException(@Nullable String message) {
    this(message, null);
  }

  /**
   * Creates the exception with a cause.
   *
   * @param message what was attempted, on what, and what came back; no secrets
   * @param cause what led to it, or null
   */
  public AuthenticationException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
