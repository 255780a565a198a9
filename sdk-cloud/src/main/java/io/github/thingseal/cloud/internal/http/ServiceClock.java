package io.github.thingseal.cloud.internal.http;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of day at the service, by which its tokens expire: this machine's clock and what the
 * {@code Date} of answers tells of its skew. A clock that is right within what {@code Date} can say
 * is left as it is.
 */
public final class ServiceClock {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceClock.class);
  private static final Duration DATE_PRECISION = Duration.ofSeconds(1);
  private static final Duration NOTABLE = Duration.ofMinutes(1);

  private final Time time;
  private volatile Duration skew = Duration.ZERO;

  /** As this machine's, until an answer has come. */
  public ServiceClock(Time time) {
    this.time = time;
  }

  /** The time at the service. */
  public Instant now() {
    return time.now().plus(skew);
  }

  /** An answer of this date, which was made between two moments of this machine's clock. */
  void learn(Instant date, Instant requestedAt, Instant answeredAt) {
    Duration least = Duration.between(answeredAt, date);
    Duration most = Duration.between(requestedAt, date).plus(DATE_PRECISION);
    Duration before = skew;
    if (before.compareTo(least) >= 0 && before.compareTo(most) <= 0) {
      return;
    }
    Duration learned = before.compareTo(least) < 0 ? least : most;
    skew = learned;
    if (learned.minus(before).abs().compareTo(NOTABLE) > 0) {
      LOG.warn(
          "The clock of this machine is {} s {} that of the service; tokens go by the service's",
          learned.abs().toSeconds(),
          learned.isNegative() ? "ahead of" : "behind");
    }
  }
}
