package io.github.thingseal.cloud.error;

import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.internal.arguments.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * Give up: the answer is not what the operation promises. Examples are an unexpected status, an
 * HTML page, nothing, broken JSON, a missing field, a value out of range, or far too much.
 */
public final class UnexpectedAnswerException extends PermanentException implements ServiceFailure {
  private static final long serialVersionUID = 1L;

  /** What is known about the call. */
  private final FailureDetails details;

  /**
   * Creates the exception.
   *
   * @param message what was attempted, on what, what came back and what to do; no secrets
   * @param details what is known about the call
   * @param cause what led to it, or null
   */
  public UnexpectedAnswerException(
      @Nullable String message, FailureDetails details, @Nullable Throwable cause) {
    super(message, cause);
    this.details = Arguments.required(details, "details");
  }

  @Override
  public FailureDetails details() {
    return details;
  }
}
