package io.github.thingseal.cloud.internal.resilience;

import io.github.thingseal.cloud.internal.concurrent.Durations;
import io.github.thingseal.cloud.internal.concurrent.Time;
import io.github.thingseal.cloud.resilience.AdaptiveRateLimitSettings;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The rate that the service tolerates, as learned from status 429; see {@link
 * AdaptiveRateLimitSettings}. A bucket of tokens that fills at a rate which grows: Resilience4j's
 * limiter has a whole number per period, and lets all of a period pass at its beginning.
 */
final class AdaptiveLimit {
  private static final Logger LOG = LoggerFactory.getLogger(AdaptiveLimit.class);
  private static final double SECOND = 1e9;

  /** A limit is forgotten at four times the half, which is twice what was too much. */
  private static final double FORGOTTEN = 3;

  /** What may be sent at once: a tenth of a second's, or these few. */
  private static final double LEAST_BURST = 5;

  private static final double BURST_SECONDS = 0.1;

  private final Time time;
  private final double lowest;
  private final double recoveryNanos;
  private final Duration maxHold;
  private final RateMeter meter;
  private boolean limited;
  private double cutTo;
  private long cutAt;
  private double tokens;
  private long filledAt;
  private long heldFrom;
  private long holdNanos;

  AdaptiveLimit(AdaptiveRateLimitSettings settings, Time time) {
    this.time = time;
    this.lowest = settings.lowestPerSecond();
    this.recoveryNanos = Durations.nanos(settings.recovery());
    this.maxHold = settings.maxHold();
    this.meter = new RateMeter(time.nanoTime());
  }

  /** How long the next request has to wait; not longer than 0 if it may be sent now. */
  synchronized long waitNanos() {
    long now = time.nanoTime();
    long held = holdNanos - (now - heldFrom);
    if (held > 0 || !limited) {
      return held;
    }
    double rate = rate(now);
    fill(now, rate);
    return !limited || tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / rate * SECOND);
  }

  /** A request is sent now. */
  synchronized void sent() {
    tokens -= limited ? 1 : 0;
    meter.count(time.nanoTime());
  }

  /** A request that was sent at a moment was refused with status 429. */
  void throttled(long sentAtNanos, Optional<Duration> retryAfter) {
    boolean first;
    double rate;
    synchronized (this) {
      long now = time.nanoTime();
      retryAfter.ifPresent(asked -> hold(now, asked));
      if (limited && sentAtNanos - cutAt <= 0) {
        return;
      }
      first = !limited;
      double before = first ? meter.rate(now) : Math.min(rate(now), meter.rate(now));
      cutTo = Math.max(lowest, before / 2);
      tokens = first ? burst(cutTo) : tokens;
      cutAt = now;
      filledAt = now;
      limited = true;
      rate = cutTo;
    }
    // One line for the beginning is enough: what follows is how it works.
    LOG.atLevel(first ? Level.WARN : Level.DEBUG)
        .log(
            "The service asks for fewer requests (status 429): {} a second from now on{}",
            Math.round(rate),
            retryAfter.map(asked -> ", none for " + asked.toSeconds() + " s").orElse(""));
  }

  private void hold(long now, Duration asked) {
    long nanos = Math.min(Durations.nanos(asked), Durations.nanos(maxHold));
    if (nanos > holdNanos - (now - heldFrom)) {
      heldFrom = now;
      holdNanos = nanos;
    }
  }

  private double rate(long now) {
    double recoveries = (now - cutAt) / recoveryNanos;
    if (recoveries >= FORGOTTEN) {
      limited = false;
      LOG.info("The service tolerates the rate of requests: no limit any more");
    }
    return cutTo * (1 + recoveries);
  }

  private void fill(long now, double rate) {
    tokens = Math.min(burst(rate), tokens + (now - filledAt) / SECOND * rate);
    filledAt = now;
  }

  private static double burst(double rate) {
    return Math.max(LEAST_BURST, rate * BURST_SECONDS);
  }
}
