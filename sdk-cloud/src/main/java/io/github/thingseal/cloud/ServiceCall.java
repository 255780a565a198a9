package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.call.ApiRequest;
import io.github.thingseal.cloud.internal.call.CallOptions;
import io.github.thingseal.cloud.internal.call.CorrelationIds;
import io.github.thingseal.cloud.internal.futures.Outcomes;
import io.github.thingseal.cloud.internal.pipeline.Pipeline;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.core.AuthenticationException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A call that is ready to be made: now with {@link #execute}, or as a future with {@link #submit}.
 *
 * <p>Immutable, and may be made any number of times; each time it is a new request.
 *
 * @param <T> what it answers
 */
public final class ServiceCall<T> {
  private final Operation operation;
  private final Function<CallOptions, T> executed;
  private final Function<CallOptions, CompletableFuture<T>> submitted;
  private final CallOptions options;

  private ServiceCall(
      Operation operation,
      Function<CallOptions, T> executed,
      Function<CallOptions, CompletableFuture<T>> submitted,
      CallOptions options) {
    this.operation = operation;
    this.executed = executed;
    this.submitted = submitted;
    this.options = options;
  }

  static <T> ServiceCall<T> of(Pipeline pipeline, ApiRequest<T> request) {
    return new ServiceCall<>(
        request.operation(),
        options -> pipeline.execute(request, options),
        options -> pipeline.submit(request, options),
        pipeline.defaults());
  }

  /** The call that answers what the function makes of the answer, which it closes if need be. */
  <R> ServiceCall<R> map(Function<? super T, ? extends R> function) {
    return new ServiceCall<>(
        operation,
        with -> function.apply(executed.apply(with)),
        with -> Outcomes.map(submitted.apply(with), function),
        options);
  }

  private ServiceCall<T> with(CallOptions others) {
    return new ServiceCall<>(operation, executed, submitted, others);
  }

  /**
   * The operation that is called.
   *
   * @return its entry in the catalogue
   */
  public Operation operation() {
    return operation;
  }

  /**
   * The same call with another time limit.
   *
   * @param limit how long the whole call may take: sign-in, attempts and pauses together
   * @return a new call
   * @throws InvalidInputException if the limit is not longer than zero
   */
  public ServiceCall<T> timeout(Duration limit) {
    Arguments.required(limit, "limit");
    if (limit.isZero() || limit.isNegative()) {
      throw new InvalidInputException(
          "The time limit of a call must be longer than zero, not " + limit);
    }
    return with(options.withTimeout(limit));
  }

  /**
   * The same call with another number of attempts. An operation that may not be repeated is tried
   * once, whatever is set here.
   *
   * @param attempts how often at most, 1 to 10; 1 is no repetition
   * @return a new call
   * @throws InvalidInputException if out of range
   */
  public ServiceCall<T> maxAttempts(int attempts) {
    if (attempts < 1 || attempts > 10) {
      throw new InvalidInputException("A call has 1 to 10 attempts, not " + attempts);
    }
    return with(options.withMaxAttempts(attempts));
  }

  /**
   * The same call under a name of the caller's: sent to the service with every attempt, and in
   * exceptions, logs and to listeners. Unless it is set, each call gets one at random.
   *
   * @param id 1 to 128 visible characters of ASCII
   * @return a new call
   * @throws InvalidInputException if it is anything else
   */
  public ServiceCall<T> correlationId(String id) {
    return with(options.withCorrelationId(CorrelationIds.checked(id)));
  }

  /**
   * Makes the call and waits for its answer. The thread only waits: an interrupt, or the end of the
   * time limit, ends the call at once, whatever the service does. An interrupt stays set.
   *
   * @return the answer; if it holds keys, the caller closes it
   * @throws InvalidInputException if the service refuses the request as malformed
   * @throws AuthenticationException if it refuses the credentials
   * @throws TransientException if it cannot be reached, is throttled or fails, the time limit
   *     passed, or the thread was interrupted
   * @throws PermanentException if it denies access, does not know what was asked for, is not
   *     trusted, or answers something else than the operation promises
   */
  public T execute() {
    return executed.apply(options);
  }

  /**
   * Makes the call without waiting for its answer.
   *
   * <p>The time limit counts from now. Cancelling this future, or completing it in any other way,
   * ends the request; keys that arrive afterwards are wiped. A call that waits takes no thread.
   * Stages that depend on it run on threads of the services, of which there are as many as are
   * busy: a stage may wait for another call.
   *
   * @return the answer to come, or what {@link #execute} would throw
   */
  public CompletableFuture<T> submit() {
    return submitted.apply(options);
  }

  /**
   * Names the operation.
   *
   * @return such as {@code ServiceCall[psk.get]}
   */
  @Override
  public String toString() {
    return "ServiceCall[" + operation.name() + "]";
  }
}
