package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.internal.concurrent.Time;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of day at the service, by which its tokens expire: this machine's clock and what the
 * {@code Date} of answers reveals of its skew. A clock that is right within what {@code Date} can
 * say is left as it is.
 */
public final class ServiceClock {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceClock.class);
  private static final Duration DATE_PRECISION = Duration.ofSeconds(1);
  private static final Duration NOTABLE = Duration.ofMinutes(1);

  private final Time time;
  private volatile Read last = new Read("", null);
  private volatile Duration skew = Duration.ZERO;

  /** As this machine's, until an answer has come. */
  public ServiceClock(Time time) {
    this.time = time;
  }

  /** The time at the service. */
  public Instant now() {
    return time.now().plus(skew);
  }

  /** An answer with these headers was made between two moments of this machine's clock. */
  void learn(Headers headers, Instant requestedAt, Instant answeredAt) {
    String text = headers.get("Date");
    if (text == null) {
      return;
    }
    Read known = last;
    if (!text.equals(known.text)) {
      // Reading a date costs more than all the rest, and a second has many answers.
      known = new Read(text, headers.getInstant("Date"));
      last = known;
    }
    if (known.date != null) {
      learn(known.date, requestedAt, answeredAt);
    }
  }

  private void learn(Instant date, Instant requestedAt, Instant answeredAt) {
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

  /** A header and what it says; null if it is no date. */
  private record Read(String text, @Nullable Instant date) {}
}
