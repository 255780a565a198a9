package io.github.thingseal.cloud.error;

import io.github.thingseal.core.AuthenticationException;
import io.github.thingseal.core.internal.arguments.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * Mend the credentials: the service refuses the access key and secret, or a token that was just
 * made (status 401; also 400 and 404 of the sign-in).
 */
public final class NotAuthorizedException extends AuthenticationException
    implements ServiceFailure {
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
  public NotAuthorizedException(
      @Nullable String message, FailureDetails details, @Nullable Throwable cause) {
    super(message, cause);
    this.details = Arguments.required(details, "details");
  }

  @Override
  public FailureDetails details() {
    return details;
  }
}
