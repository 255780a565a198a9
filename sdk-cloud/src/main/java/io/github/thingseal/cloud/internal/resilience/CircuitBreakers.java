package io.github.thingseal.cloud.internal.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.thingseal.cloud.error.ConnectionFailedException;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.internal.concurrent.Durations;
import io.github.thingseal.cloud.internal.concurrent.Time;
import io.github.thingseal.cloud.resilience.CircuitBreakerSettings;
import io.github.thingseal.core.TransientException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A circuit breaker for each operation: what is down for one is not down for all. */
final class CircuitBreakers {
  private static final Logger LOG = LoggerFactory.getLogger(CircuitBreakers.class);
  private static final int TRIALS = 3;
  private static final int SERVER_ERROR = 500;

  /** Paths of generic calls are any number; what was called longest ago is forgotten. */
  private static final int MOST = 256;

  private final CircuitBreakerConfig config;
  private final Map<String, CircuitBreaker> breakers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CircuitBreaker> eldest) {
          return size() > MOST;
        }
      };

  CircuitBreakers(CircuitBreakerSettings settings, Time time) {
    this.config =
        CircuitBreakerConfig.custom()
            .clock(time.clock())
            .failureRateThreshold(settings.failureRatePercent())
            .slidingWindowSize(settings.window())
            .minimumNumberOfCalls(settings.window())
            .permittedNumberOfCallsInHalfOpenState(TRIALS)
            .waitDurationInOpenState(Duration.ofMillis(Durations.millis(settings.openFor())))
            .recordException(CircuitBreakers::isDown)
            .ignoreException(CircuitBreakers::saysNothing)
            .build();
  }

  synchronized CircuitBreaker of(String operation) {
    return breakers.computeIfAbsent(operation, name -> CircuitBreaker.of(name, config));
  }

  /** When a breaker that lets no request pass will, as far as it can be said. */
  static String describe(CircuitBreaker breaker) {
    if (breaker.getState() == CircuitBreaker.State.HALF_OPEN) {
      return "its circuit breaker waits for the outcome of " + TRIALS + " requests";
    }
    long openMillis =
        breaker.getCircuitBreakerConfig().getWaitIntervalFunctionInOpenState().apply(1);
    return "its circuit breaker is open, for " + openMillis + " ms more at most";
  }

  /**
   * Counts an outcome, and logs the change of state that it makes. A subscriber to the breaker's
   * events would hear of it too, but then the breaker makes an event of each call.
   */
  static void count(CircuitBreaker breaker, long nanos, @Nullable Throwable failure) {
    synchronized (breaker) {
      CircuitBreaker.State before = breaker.getState();
      if (failure == null) {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
      } else {
        breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
      }
      if (breaker.getState() != before) {
        report(breaker.getName(), breaker.getState());
      }
    }
  }

  private static void report(String operation, CircuitBreaker.State now) {
    if (now == CircuitBreaker.State.CLOSED) {
      LOG.info("The service is back at {}", operation);
    } else if (now == CircuitBreaker.State.OPEN) {
      LOG.warn("The service fails at {}: its calls are rejected for now", operation);
    }
  }

  private static boolean isDown(Throwable e) {
    return e instanceof ConnectionFailedException
        || (e instanceof ServiceUnavailableException failure
            && failure.details().status().orElse(0) >= SERVER_ERROR);
  }

  private static boolean saysNothing(Throwable e) {
    return e instanceof CancellationException || (e instanceof TransientException && !isDown(e));
  }
}
