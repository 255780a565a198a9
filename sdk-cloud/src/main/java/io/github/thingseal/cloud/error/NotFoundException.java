package io.github.thingseal.cloud.error;

import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.internal.arguments.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * Give up: what was asked for does not exist (status 404), or the path of the operation is wrong.
 */
public final class NotFoundException extends PermanentException implements ServiceFailure {
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
  public NotFoundException(
      @Nullable String message, FailureDetails details, @Nullable Throwable cause) {
    super(message, cause);
    this.details = Arguments.required(details, "details");
  }

  @Override
  public FailureDetails details() {
    return details;
  }
}
