package io.github.thingseal.cloud.error;

import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Try again later: the service is throttling (status 429) or failing (status 5xx). */
public final class ServiceUnavailableException extends TransientException
    implements ServiceFailure {
  private static final long serialVersionUID = 1L;

  /** What is known about the call. */
  private final FailureDetails details;

  /** How long the service asks to wait, or null. */
  private final @Nullable Duration retryAfter;

  /**
   * Creates the exception.
   *
   * @param message what was attempted, on what, what came back and what to do; no secrets
   * @param details what is known about the call
   * @param retryAfter how long the service asks to wait, or null
   */
  public ServiceUnavailableException(
      @Nullable String message, FailureDetails details, @Nullable Duration retryAfter) {
    super(message);
    this.details = Arguments.required(details, "details");
    this.retryAfter = retryAfter;
  }

  @Override
  public FailureDetails details() {
    return details;
  }

  /**
   * How long the service asks to wait, from its {@code Retry-After} header.
   *
   * @return the pause counted from the answer, or empty if it does not say
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
