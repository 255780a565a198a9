package io.github.thingseal.cloud.listener;

import io.github.thingseal.cloud.error.Attempt;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of a call, for observers. Holds no secret: no answer, no body. */
public final class CallResult {
  private final Duration took;
  private final List<Attempt> attempts;
  private final @Nullable Throwable failure;

  private CallResult(Duration took, List<Attempt> attempts, @Nullable Throwable failure) {
    this.took = Arguments.required(took, "took");
    if (took.isNegative()) {
      throw new InvalidInputException("A call cannot take " + took);
    }
    this.attempts = List.copyOf(Arguments.requiredElements(attempts, "attempts"));
    this.failure = failure;
  }

  /**
   * A call that brought its answer.
   *
   * @param took how long it took, with waits and pauses
   * @param attempts its requests, in their order
   * @return the result
   * @throws InvalidInputException if the duration is negative
   */
  public static CallResult succeeded(Duration took, List<Attempt> attempts) {
    return new CallResult(took, attempts, null);
  }

  /**
   * A call that failed.
   *
   * @param took how long it took, with waits and pauses
   * @param attempts its requests, in their order
   * @param failure what its caller gets
   * @return the result
   * @throws InvalidInputException if the duration is negative
   */
  public static CallResult failed(Duration took, List<Attempt> attempts, Throwable failure) {
    return new CallResult(took, attempts, Arguments.required(failure, "failure"));
  }

  /**
   * How long the call took: sign-in, waits, pauses and attempts together.
   *
   * @return the duration
   */
  public Duration took() {
    return took;
  }

  /**
   * The requests of the call.
   *
   * @return the attempts in their order, empty if none was made; immutable
   */
  public List<Attempt> attempts() {
    return attempts;
  }

  /**
   * What the caller gets instead of an answer.
   *
   * @return the failure, or empty if the call succeeded
   */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Whether the call succeeded, or the kind of its failure; few values, fit for a metric.
   *
   * @return {@code success}, or the simple name of the exception
   */
  public String outcome() {
    return failure == null ? "success" : failure.getClass().getSimpleName();
  }

  /**
   * Names outcome, duration and number of attempts.
   *
   * @return such as {@code success after PT0.04S, attempts: 1}
   */
  @Override
  public String toString() {
    return outcome() + " after " + took + ", attempts: " + attempts.size();
  }
}
