package io.github.thingseal.cloud.internal.resilience;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.github.thingseal.cloud.error.CallRejectedException;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.internal.call.CallControl;
import io.github.thingseal.cloud.internal.concurrent.Durations;
import io.github.thingseal.cloud.internal.concurrent.Time;
import io.github.thingseal.cloud.internal.futures.Outcomes;
import io.github.thingseal.cloud.resilience.AdaptiveRateLimitSettings;
import io.github.thingseal.cloud.resilience.BulkheadSettings;
import io.github.thingseal.cloud.resilience.CircuitBreakerSettings;
import io.github.thingseal.cloud.resilience.RateLimitSettings;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bulkhead, rate limits and circuit breaker before each request; each may be off. Calls wait in
 * line without a thread, and nothing is reserved for one before it can be sent.
 *
 * <p>Resilience4j keeps count. Its own ways of waiting are not used: they block a thread, or
 * reserve a permit for a call that may never use it.
 */
public final class AdmissionControl {
  private static final String NAME = "thingseal-cloud";
  private static final int TOO_MANY_REQUESTS = 429;

  private final Time time;
  private final @Nullable Bulkhead bulkhead;
  private final @Nullable AtomicRateLimiter limiter;
  private final @Nullable AdaptiveLimit adaptive;
  private final @Nullable CircuitBreakers breakers;
  private final int mostAtOnce;
  private final Duration bulkheadWait;
  private final Duration rateWait;

  /** Sign-ins, which other calls wait for, and all others; each in the order of their coming. */
  private final Set<Waiting> urgent = new LinkedHashSet<>();

  private final Set<Waiting> usual = new LinkedHashSet<>();
  private final List<Set<Waiting>> lines = List.of(urgent, usual);
  private final AtomicInteger serving = new AtomicInteger();
  private Time.Timer wake = () -> {};

  /** What is null is off. */
  public AdmissionControl(
      @Nullable BulkheadSettings bulkhead,
      @Nullable RateLimitSettings rateLimit,
      @Nullable AdaptiveRateLimitSettings adaptive,
      @Nullable CircuitBreakerSettings circuitBreaker,
      Time time) {
    this.time = time;
    this.bulkhead = bulkhead == null ? null : bulkhead(bulkhead);
    this.mostAtOnce = bulkhead == null ? 0 : bulkhead.requests();
    this.bulkheadWait = bulkhead == null ? Duration.ZERO : bulkhead.maxWait();
    this.limiter = rateLimit == null ? null : limiter(rateLimit, time);
    this.rateWait = rateLimit == null ? Duration.ZERO : rateLimit.maxWait();
    this.adaptive = adaptive == null ? null : new AdaptiveLimit(adaptive, time);
    this.breakers = circuitBreaker == null ? null : new CircuitBreakers(circuitBreaker, time);
  }

  /** Sends the request when it is its turn. */
  public <T> CompletableFuture<T> admit(
      CallControl<?> control, boolean isUrgent, Supplier<CompletableFuture<T>> request) {
    return enter(control, isUrgent).thenCompose(pass -> pass.use(request));
  }

  private CompletableFuture<Pass> enter(CallControl<?> control, boolean isUrgent) {
    Waiting waiting = new Waiting(control);
    if (!waiting.mayTry()) {
      return CompletableFuture.failedFuture(waiting.rejected(Obstacle.BREAKER));
    }
    Set<Waiting> line = isUrgent ? urgent : usual;
    synchronized (this) {
      line.add(waiting);
    }
    control.waitFor("its turn", () -> leave(line, waiting));
    serve();
    return waiting.turn;
  }

  private void leave(Set<Waiting> line, Waiting waiting) {
    boolean stood;
    synchronized (this) {
      stood = line.remove(waiting);
    }
    if (stood) {
      waiting.forget();
      serve();
    }
  }

  /**
   * Lets pass and turns away until the first in line has to wait. One thread at a time does so, and
   * others leave their calls to it. Otherwise a call that ends at once would admit the next one
   * from within, and so on without end.
   */
  private void serve() {
    int seen = serving.getAndIncrement() == 0 ? 1 : 0;
    // Resilience4j's bulkhead refuses an interrupted thread although there is room.
    boolean interrupted = seen != 0 && Thread.interrupted();
    while (seen != 0) {
      for (Runnable next = next(); next != null; next = next()) {
        next.run();
      }
      seen = serving.addAndGet(-seen);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Runnable next() {
    Obstacle obstacle = Obstacle.NONE;
    for (Set<Waiting> line : lines) {
      if (line.isEmpty()) {
        continue;
      }
      Waiting first = line.iterator().next();
      if (first.control.isOver()) {
        line.remove(first);
        return first::forget;
      }
      if (obstacle == Obstacle.NONE) {
        obstacle = obstacleOf(first);
      }
      Obstacle now = obstacle;
      if (now == Obstacle.NONE) {
        line.remove(first);
        return () -> first.turn.complete(new Pass(first.control, first.breaker));
      }
      if (now == Obstacle.BREAKER || patienceNanos(first, now) <= 0) {
        line.remove(first);
        return () -> first.turn.completeExceptionally(first.rejected(now));
      }
    }
    wakeFor(obstacle);
    return null;
  }

  /** Takes all that the call needs, or nothing. */
  private Obstacle obstacleOf(Waiting waiting) {
    if (bulkhead != null && !bulkhead.tryAcquirePermission()) {
      return Obstacle.BULKHEAD;
    }
    if (waiting.breaker != null && !waiting.breaker.tryAcquirePermission()) {
      giveBack(null);
      return Obstacle.BREAKER;
    }
    if (adaptive != null && adaptive.waitNanos() > 0) {
      giveBack(waiting.breaker);
      return Obstacle.THROTTLED;
    }
    if (limiter != null && !limiter.acquirePermission()) {
      giveBack(waiting.breaker);
      return Obstacle.RATE_LIMIT;
    }
    if (adaptive != null) {
      adaptive.sent();
    }
    return Obstacle.NONE;
  }

  private void giveBack(@Nullable CircuitBreaker breaker) {
    if (bulkhead != null) {
      bulkhead.releasePermission();
    }
    if (breaker != null) {
      breaker.releasePermission();
    }
  }

  /** Whom the service holds back for longer than its time limit, is turned away at once. */
  private long patienceNanos(Waiting waiting, Obstacle obstacle) {
    if (obstacle == Obstacle.THROTTLED) {
      return Durations.nanos(waiting.control.remaining()) - throttledNanos();
    }
    Duration patience = obstacle == Obstacle.BULKHEAD ? bulkheadWait : rateWait;
    return Durations.nanos(patience) - (time.nanoTime() - waiting.sinceNanos);
  }

  /** When the patience of the first in a line ends, or the rate limit may have a permit. */
  private void wakeFor(Obstacle obstacle) {
    wake.cancel();
    wake = () -> {};
    if (obstacle == Obstacle.NONE) {
      return;
    }
    long nanos = Long.MAX_VALUE;
    for (Set<Waiting> line : lines) {
      if (!line.isEmpty()) {
        nanos = Math.min(nanos, patienceNanos(line.iterator().next(), obstacle));
      }
    }
    if (limiter != null && obstacle == Obstacle.RATE_LIMIT) {
      nanos = Math.min(nanos, Math.max(1, limiter.getDetailedMetrics().getNanosToWait()));
    }
    if (obstacle == Obstacle.THROTTLED) {
      nanos = Math.max(1, throttledNanos());
    }
    wake = time.after(Duration.ofNanos(nanos), this::serve);
  }

  private long throttledNanos() {
    return adaptive == null ? 0 : adaptive.waitNanos();
  }

  private static Bulkhead bulkhead(BulkheadSettings settings) {
    return Bulkhead.of(
        NAME,
        BulkheadConfig.custom()
            .maxConcurrentCalls(settings.requests())
            .maxWaitDuration(Duration.ZERO)
            .build());
  }

  private static AtomicRateLimiter limiter(RateLimitSettings settings, Time time) {
    RateLimiterConfig config =
        RateLimiterConfig.custom()
            .limitForPeriod(settings.requests())
            .limitRefreshPeriod(Durations.bounded(settings.period()))
            .timeoutDuration(Duration.ZERO)
            .build();
    return new AtomicRateLimiter(NAME, config, time::nanoTime);
  }

  /** What keeps the first in line from being sent. */
  private enum Obstacle {
    NONE,
    BULKHEAD,
    RATE_LIMIT,
    THROTTLED,
    BREAKER
  }

  /** A call in line. */
  private final class Waiting {
    private final CallControl<?> control;
    private final @Nullable CircuitBreaker breaker;
    private final long sinceNanos = time.nanoTime();
    private final CompletableFuture<Pass> turn = new CompletableFuture<>();

    Waiting(CallControl<?> control) {
      this.control = control;
      this.breaker = breakers == null ? null : breakers.of(control.operation());
    }

    /** Whether the circuit breaker would let the call pass now. */
    boolean mayTry() {
      if (breaker == null) {
        return true;
      }
      boolean permitted = breaker.tryAcquirePermission();
      if (permitted) {
        breaker.releasePermission();
      }
      return permitted;
    }

    void forget() {
      turn.completeExceptionally(new CancellationException("over"));
    }

    CallRejectedException rejected(Obstacle obstacle) {
      String why =
          switch (obstacle) {
            case BULKHEAD -> mostAtOnce + " requests are under way" + orChange("bulkhead");
            case RATE_LIMIT -> "the rate limit is used up" + orChange("rateLimit");
            case THROTTLED ->
                "the service asked for fewer requests (status 429), so that its turn would come"
                    + " after the end of its time limit. Try again later, or give it more time";
            default ->
                "its last requests failed, so "
                    + (breaker == null ? "" : CircuitBreakers.describe(breaker))
                    + orChange("circuitBreaker");
          };
      String before =
          control.mayHaveBeenCarriedOut() ? " again; before, it may have been carried out" : "";
      return new CallRejectedException(
          control.operation() + " was not sent" + before + ": " + why, control.details(), null);
    }

    private static String orChange(String setting) {
      return ". Try again later, or change SecurityServices.builder()." + setting + "(...)";
    }
  }

  /** What a call holds while its request is under way. */
  private final class Pass {
    private final CallControl<?> control;
    private final @Nullable CircuitBreaker breaker;
    private final long startNanos = time.nanoTime();

    Pass(CallControl<?> control, @Nullable CircuitBreaker breaker) {
      this.control = control;
      this.breaker = breaker;
    }

    <T> CompletableFuture<T> use(Supplier<CompletableFuture<T>> request) {
      CompletableFuture<T> answer;
      try {
        answer = request.get();
      } catch (RuntimeException | Error e) {
        answer = CompletableFuture.failedFuture(e);
      }
      return answer.whenComplete((value, failure) -> end(failure));
    }

    private void end(@Nullable Throwable failure) {
      long nanos = time.nanoTime() - startNanos;
      if (adaptive != null && failure != null) {
        learn(adaptive, Outcomes.unwrapped(failure));
      }
      if (breaker != null) {
        CircuitBreakers.count(breaker, nanos, failure == null ? null : cause(failure));
      }
      if (bulkhead != null) {
        bulkhead.onComplete();
        serve();
      }
    }

    private void learn(AdaptiveLimit limit, Throwable failure) {
      if (failure instanceof ServiceUnavailableException refused
          && refused.details().status().orElse(0) == TOO_MANY_REQUESTS) {
        limit.throttled(startNanos, refused.retryAfter());
      }
    }

    /**
     * The request of a call that is over was cut off from here, which says nothing of the service.
     */
    private Throwable cause(Throwable failure) {
      return control.isOver() ? new CancellationException("over") : Outcomes.unwrapped(failure);
    }
  }
}
