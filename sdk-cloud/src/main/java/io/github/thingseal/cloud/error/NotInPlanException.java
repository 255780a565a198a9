package io.github.thingseal.cloud.error;

import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.internal.arguments.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * Give up: the price plan of the device lacks the feature or service (status 403 with the code
 * {@code NotInPlan}, or a status of features that says so; both assumed). Choose another plan, or
 * leave the feature out.
 */
public final class NotInPlanException extends PermanentException implements ServiceFailure {
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
  public NotInPlanException(
      @Nullable String message, FailureDetails details, @Nullable Throwable cause) {
    super(message, cause);
    this.details = Arguments.required(details, "details");
  }

  @Override
  public FailureDetails details() {
    return details;
  }
}
