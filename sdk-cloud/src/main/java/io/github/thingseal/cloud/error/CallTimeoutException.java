package io.github.thingseal.cloud.error;

import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.internal.arguments.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * Try again: the time limit of the call passed, with all its attempts and pauses. Whether the
 * request may have been carried out, {@link FailureDetails#mayHaveBeenCarriedOut} says.
 */
public final class CallTimeoutException extends TransientException implements ServiceFailure {
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
  public CallTimeoutException(
      @Nullable String message, FailureDetails details, @Nullable Throwable cause) {
    super(message, cause);
    this.details = Arguments.required(details, "details");
  }

  @Override
  public FailureDetails details() {
    return details;
  }
}
