package io.github.thingseal.cloud.internal.http;

import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.thingseal.cloud.error.ConnectionFailedException;
import io.github.thingseal.cloud.error.ServiceFailure;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.resilience.RetrySettings;
import io.github.thingseal.core.ThingsealException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats what may be repeated. Resilience4j decides whether and after how long; the waiting is
 * ours, because its own sleeps a thread that cannot be woken and takes no virtual time.
 */
final class Retrier {
  private static final Logger LOG = LoggerFactory.getLogger(Retrier.class);
  private static final Set<Integer> REPEATED = Set.of(429, 502, 503, 504);
  private static final int MAX_DOUBLINGS = 10;

  private final RetrySettings settings;
  private final DoubleSupplier random;

  /** The random numbers are from 0 to 1, and make the jitter. */
  Retrier(RetrySettings settings, DoubleSupplier random) {
    this.settings = settings;
    this.random = random;
  }

  /** One attempt. */
  interface Attempt<T> {
    T run(int number);
  }

  <T> T run(Operation operation, int maxAttempts, CallControl control, Attempt<T> attempt) {
    Retry.AsyncContext<T> context = null;
    for (int number = 1; ; number++) {
      try {
        return attempt.run(number);
      } catch (ThingsealException e) {
        if (context == null) {
          context = context(operation, maxAttempts);
        }
        long pauseMillis = context.onError(e);
        if (pauseMillis < 0 || !control.pause(operation.name(), Duration.ofMillis(pauseMillis))) {
          throw e;
        }
        LOG.debug("{} is repeated after {} ms", operation.name(), pauseMillis);
      }
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
    return asked.map(Duration::toMillis).orElseGet(() -> backoffMillis(attempt));
  }

  private long backoffMillis(int attempt) {
    long doubled = settings.firstPause().toMillis() << Math.min(attempt - 1, MAX_DOUBLINGS);
    long longest = Math.min(doubled, settings.maxPause().toMillis());
    return Math.max(1, Math.round((double) longest * (1 - random.getAsDouble() / 2)));
  }
}
