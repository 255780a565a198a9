package io.github.thingseal.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The root of every exception that this SDK throws on purpose.
 *
 * <p>Its branches say what the caller can do: {@link InvalidInputException} fix the call, {@link
 * TransientException} try again, {@link AuthenticationException} renew or mend the credentials,
 * {@link PermanentException} give up. Messages say what was attempted, on what, and what came back;
 * they never hold a secret.
 */
public abstract class ThingsealException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception; {@link #initCause} can still set the cause.
   *
   * @param message what was attempted, on what, and what came back; no secrets
   */
  protected ThingsealException(@Nullable String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what was attempted, on what, and what came back; no secrets
   * @param cause what led to it, or null
   */
  protected ThingsealException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * What was attempted, on what, and what came back.
   *
   * @return the message, never null
   */
  @Override
  public String getMessage() {
    return Objects.requireNonNullElse(super.getMessage(), getClass().getSimpleName());
  }
}
