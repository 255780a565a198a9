package io.github.thingseal.cloud.internal.resilience;

import io.github.thingseal.cloud.internal.concurrent.Durations;
import io.github.thingseal.cloud.internal.concurrent.Time;
import io.github.thingseal.cloud.resilience.RetryBudgetSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The repetitions that all calls together have left; see {@link RetryBudgetSettings}. */
public final class RetryBudget {
  private static final Logger LOG = LoggerFactory.getLogger(RetryBudget.class);

  private final double perCall;
  private final double reserve;
  private final double refillNanos;
  private final Time time;
  private double tokens;
  private long lastNanos;
  private boolean reported;

  /** Begins with the whole reserve. */
  public RetryBudget(RetryBudgetSettings settings, Time time) {
    this.perCall = settings.percentOfCalls() / 100.0;
    this.reserve = settings.reserve();
    this.refillNanos = Durations.nanos(settings.refillEvery());
    this.time = time;
    this.tokens = reserve;
    this.lastNanos = time.nanoTime();
  }

  /** A call begins. */
  synchronized void deposit() {
    add(perCall);
  }

  /** A repetition was taken and not made. */
  synchronized void giveBack() {
    add(1);
  }

  /** Takes a repetition, if there is one left. */
  boolean withdraw() {
    boolean report;
    synchronized (this) {
      long now = time.nanoTime();
      add((now - lastNanos) / refillNanos);
      lastNanos = now;
      if (tokens >= 1) {
        tokens -= 1;
        reported = reported && tokens < reserve / 2;
        return true;
      }
      report = !reported;
      reported = true;
    }
    if (report) {
      LOG.warn("Too many calls fail: those beyond the retry budget are not repeated");
    }
    return false;
  }

  private void add(double part) {
    tokens = Math.min(reserve, tokens + part);
  }
}
