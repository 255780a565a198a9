package io.github.thingseal.cloud.internal.resilience;

import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.thingseal.cloud.error.ConnectionFailedException;
import io.github.thingseal.cloud.error.ServiceFailure;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.internal.call.CallControl;
import io.github.thingseal.cloud.internal.concurrent.Durations;
import io.github.thingseal.cloud.internal.futures.Outcomes;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.resilience.RetrySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats what may be repeated. Resilience4j decides whether and after how long; the pause is a
 * timer of ours, which ends with the call and takes virtual time.
 */
public final class Retrier {
  private static final Logger LOG = LoggerFactory.getLogger(Retrier.class);
  private static final Set<Integer> REPEATED = Set.of(429, 502, 503, 504);
  private static final int MAX_DOUBLINGS = 10;

  private final RetrySettings settings;
  private final @Nullable RetryBudget budget;
  private final DoubleSupplier random;

  /** Without a budget that is null; the random numbers are from 0 to 1, and make the jitter. */
  public Retrier(RetrySettings settings, @Nullable RetryBudget budget, DoubleSupplier random) {
    this.settings = settings;
    this.budget = budget;
    this.random = random;
  }

  /** Makes attempts, numbered from 1. */
  public <T> CompletableFuture<T> run(
      Operation operation,
      int maxAttempts,
      CallControl<?> control,
      Supplier<CompletableFuture<T>> attempt) {
    if (budget != null) {
      budget.deposit();
    }
    return new Series<>(operation, maxAttempts, control, attempt).next(1);
  }

  /** The attempts of one call. */
  private final class Series<T> {
    private final Operation operation;
    private final CallControl<?> control;
    private final Supplier<CompletableFuture<T>> attempt;
    private final int maxAttempts;
    private final List<Throwable> earlier = new ArrayList<>();
    private Retry.@Nullable AsyncContext<T> context;

    Series(
        Operation operation,
        int maxAttempts,
        CallControl<?> control,
        Supplier<CompletableFuture<T>> attempt) {
      this.operation = operation;
      this.maxAttempts = maxAttempts;
      this.control = control;
      this.attempt = attempt;
    }

    CompletableFuture<T> next(int number) {
      return attempt
          .get()
          .exceptionallyCompose(failure -> afterFailure(number, Outcomes.unwrapped(failure)));
    }

    private CompletableFuture<T> afterFailure(int number, Throwable failure) {
      long pauseMillis = failure instanceof ServiceFailure ? pauseMillis(failure) : -1;
      if (pauseMillis < 0 || (budget != null && !budget.withdraw())) {
        return fail(failure);
      }
      LOG.debug("{} failed and may be repeated after {} ms", operation.name(), pauseMillis);
      return control
          .pause("the pause before attempt " + (number + 1), Duration.ofMillis(pauseMillis))
          .whenComplete((paused, over) -> giveBackUnless(over == null && paused))
          .thenCompose(
              paused -> {
                if (!paused) {
                  return fail(failure);
                }
                earlier.add(failure);
                return next(number + 1);
              });
    }

    /** Counts a failure: most calls have none, and need nothing that counts. */
    private long pauseMillis(Throwable failure) {
      if (context == null) {
        context = context(operation, maxAttempts);
      }
      return context.onError(failure);
    }

    /** What was taken for a repetition that is not made. */
    private void giveBackUnless(boolean repeated) {
      if (budget != null && !repeated) {
        budget.giveBack();
      }
    }

    /** The last failure is the outcome; those before hang on it. */
    private CompletableFuture<T> fail(Throwable failure) {
      earlier.forEach(failure::addSuppressed);
      return CompletableFuture.failedFuture(failure);
    }
  }

  private <T> Retry.AsyncContext<T> context(Operation operation, int maxAttempts) {
    RetryConfig config =
        RetryConfig.custom()
            .maxAttempts(operation.repeatable() ? maxAttempts : 1)
            .retryOnException(e -> mayBeRepeated(operation, e))
            .intervalBiFunction(this::pauseMillis)
            .build();
    return Retry.of(operation.name(), config).asyncContext();
  }

  /** A failed sign-in on the way has been repeated already, under its own name. */
  private boolean mayBeRepeated(Operation operation, Throwable e) {
    if (!(e instanceof ServiceFailure failure)
        || !failure.details().operation().equals(operation.name())) {
      return false;
    }
    if (e instanceof ServiceUnavailableException unavailable) {
      return REPEATED.contains(failure.details().status().orElse(0))
          && unavailable.retryAfter().map(this::isBearable).orElse(true);
    }
    return e instanceof ConnectionFailedException;
  }

  private boolean isBearable(Duration retryAfter) {
    return retryAfter.compareTo(settings.maxRetryAfter()) <= 0;
  }

  private Long pauseMillis(Integer attempt, Either<Throwable, Object> outcome) {
    Optional<Duration> asked =
        outcome.isLeft() && outcome.getLeft() instanceof ServiceUnavailableException e
            ? e.retryAfter()
            : Optional.empty();
    return asked.map(Durations::millis).orElseGet(() -> backoffMillis(attempt));
  }

  /** Full jitter: callers that failed together do not come back together. */
  private long backoffMillis(int attempt) {
    long doublings = 1L << Math.min(attempt - 1, MAX_DOUBLINGS);
    long first = Math.min(Durations.millis(settings.firstPause()), Long.MAX_VALUE / doublings);
    long longest = Math.min(first * doublings, Durations.millis(settings.maxPause()));
    return Math.max(1, Math.round(longest * random.getAsDouble()));
  }
}
