package io.github.thingseal.cloud.internal.http;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.thingseal.cloud.error.CallRejectedException;
import io.github.thingseal.cloud.error.ConnectionFailedException;
import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.resilience.BulkheadSettings;
import io.github.thingseal.cloud.resilience.CircuitBreakerSettings;
import io.github.thingseal.cloud.resilience.RateLimitSettings;
import io.github.thingseal.core.TransientException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Bulkhead, rate limit and circuit breaker around one request; each may be off. */
final class Guards {
  private static final String NAME = "thingseal-cloud";
  private static final int TRIALS = 3;
  private static final int SERVER_ERROR = 500;

  private final @Nullable Bulkhead bulkhead;
  private final @Nullable RateLimiter limiter;
  private final @Nullable CircuitBreaker breaker;

  Guards(
      @Nullable BulkheadSettings bulkhead,
      @Nullable RateLimitSettings rateLimit,
      @Nullable CircuitBreakerSettings circuitBreaker,
      Time time) {
    this.bulkhead = bulkhead == null ? null : bulkhead(bulkhead);
    this.limiter = rateLimit == null ? null : limiter(rateLimit);
    this.breaker = circuitBreaker == null ? null : breaker(circuitBreaker, time);
  }

  <T> T around(String operation, CallControl control, Supplier<T> request) {
    if (bulkhead == null) {
      return limited(operation, control, request);
    }
    if (!bulkhead.tryAcquirePermission()) {
      control.requireAlive(operation);
      throw rejected(
          operation,
          bulkhead.getBulkheadConfig().getMaxConcurrentCalls() + " requests are under way",
          null);
    }
    try {
      return limited(operation, control, request);
    } finally {
      bulkhead.onComplete();
    }
  }

  private <T> T limited(String operation, CallControl control, Supplier<T> request) {
    if (limiter != null) {
      long waitNanos = limiter.reservePermission();
      if (waitNanos < 0) {
        throw rejected(operation, "the rate limit is used up", null);
      }
      if (waitNanos > 0 && !control.pause(operation, Duration.ofNanos(waitNanos))) {
        throw rejected(operation, "the rate limit leaves no turn within its time limit", null);
      }
    }
    return broken(operation, request);
  }

  private <T> T broken(String operation, Supplier<T> request) {
    if (breaker == null) {
      return request.get();
    }
    try {
      return breaker.executeSupplier(request);
    } catch (CallNotPermittedException e) {
      throw rejected(operation, "the last requests failed, so the circuit breaker is open", e);
    }
  }

  private static Bulkhead bulkhead(BulkheadSettings settings) {
    return Bulkhead.of(
        NAME,
        BulkheadConfig.custom()
            .maxConcurrentCalls(settings.requests())
            .maxWaitDuration(settings.maxWait())
            .build());
  }

  private static RateLimiter limiter(RateLimitSettings settings) {
    return RateLimiter.of(
        NAME,
        RateLimiterConfig.custom()
            .limitForPeriod(settings.requests())
            .limitRefreshPeriod(settings.period())
            .timeoutDuration(settings.maxWait())
            .build());
  }

  private static CircuitBreaker breaker(CircuitBreakerSettings settings, Time time) {
    return CircuitBreaker.of(
        NAME,
        CircuitBreakerConfig.custom()
            .clock(time.clock())
            .failureRateThreshold(settings.failureRatePercent())
            .slidingWindowSize(settings.window())
            .minimumNumberOfCalls(settings.window())
            .permittedNumberOfCallsInHalfOpenState(TRIALS)
            .waitDurationInOpenState(settings.openFor())
            .recordException(Guards::isDown)
            .ignoreException(e -> e instanceof TransientException && !isDown(e))
            .build());
  }

  private static boolean isDown(Throwable e) {
    return e instanceof ConnectionFailedException
        || (e instanceof ServiceUnavailableException failure
            && failure.details().status().orElse(0) >= SERVER_ERROR);
  }

  private static CallRejectedException rejected(
      String operation, String why, @Nullable Throwable cause) {
    return new CallRejectedException(
        operation + " was not sent: " + why + ". Try again later, or change the settings",
        FailureDetails.withoutAnswer(operation),
        cause);
  }
}
