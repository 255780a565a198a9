package io.github.thingseal.cloud.error;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** One request of a call: when it began, how long it took and what came of it. Holds no secret. */
public final class Attempt implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Counted from 1 over all requests of the call. */
  private final int number;

  /** When it began. */
  private final Instant startedAt;

  /** How long it took. */
  private final Duration took;

  /** Whether bytes of it left. */
  private final boolean sent;

  /** The HTTP status, or 0. */
  private final int status;

  /** What the service calls the request, or empty. */
  private final String requestId;

  /** What came of it. */
  private final String reason;

  private Attempt(Builder builder) {
    this.number = builder.number;
    this.startedAt = builder.startedAt;
    this.took = builder.took;
    this.sent = builder.sent;
    this.status = builder.status;
    this.requestId = builder.requestId;
    this.reason = builder.reason;
  }

  /**
   * Begins an attempt.
   *
   * @param number which one of the call, from 1
   * @param startedAt when it began, by the clock of the services
   * @return a builder
   * @throws InvalidInputException if the number is less than 1
   */
  public static Builder builder(int number, Instant startedAt) {
    Arguments.required(startedAt, "startedAt");
    if (number < 1) {
      throw new InvalidInputException("Attempts are numbered from 1, not " + number);
    }
    return new Builder(number, startedAt);
  }

  /**
   * Which request of the call it was. One that is sent again with a new token counts, too.
   *
   * @return the number, from 1
   */
  public int number() {
    return number;
  }

  /**
   * When it began: after the wait for its turn, before a connection was made.
   *
   * @return the time, by the clock of the services
   */
  public Instant startedAt() {
    return startedAt;
  }

  /**
   * How long it took, or has taken so far if the call ended before it did.
   *
   * @return the duration
   */
  public Duration took() {
    return took;
  }

  /**
   * Whether bytes of the request left. If not, the service has surely not carried it out.
   *
   * @return whether bytes left
   */
  public boolean sent() {
    return sent;
  }

  /**
   * The HTTP status.
   *
   * @return the status, or empty if there was no answer
   */
  public OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /**
   * What the service calls the request, as in {@link FailureDetails#requestId}.
   *
   * @return the request id, or empty if the answer has none
   */
  public Optional<String> requestId() {
    return requestId.isEmpty() ? Optional.empty() : Optional.of(requestId);
  }

  /**
   * What came of it: {@code status 503}, the name of an exception such as {@code
   * SocketTimeoutException}, or {@code no answer yet}.
   *
   * @return the reason, without what came over the wire
   */
  public String reason() {
    return reason;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attempt that
        && number == that.number
        && startedAt.equals(that.startedAt)
        && took.equals(that.took)
        && sent == that.sent
        && status == that.status
        && requestId.equals(that.requestId)
        && reason.equals(that.reason);
  }

  @Override
  public int hashCode() {
    return Objects.hash(number, startedAt, took, sent, status, requestId, reason);
  }

  /**
   * Names number, reason, duration and time.
   *
   * @return such as {@code attempt 2: status 503 after PT0.04S, begun at 2026-01-31T12:00:00Z}
   */
  @Override
  public String toString() {
    return "attempt "
        + number
        + ": "
        + reason
        + " after "
        + took
        + ", begun at "
        + startedAt
        + (sent ? "" : ", not sent");
  }

  /** Builds an {@link Attempt}. */
  public static final class Builder {
    private final int number;
    private final Instant startedAt;
    private Duration took = Duration.ZERO;
    private boolean sent;
    private int status;
    private String requestId = "";
    private String reason = "no answer yet";

    private Builder(int number, Instant startedAt) {
      this.number = number;
      this.startedAt = startedAt;
    }

    /**
     * Sets how long it took.
     *
     * @param duration the duration
     * @return this builder
     * @throws InvalidInputException if it is negative
     */
    public Builder took(Duration duration) {
      Arguments.required(duration, "duration");
      if (duration.isNegative()) {
        throw new InvalidInputException("An attempt cannot take " + duration);
      }
      this.took = duration;
      return this;
    }

    /**
     * Sets whether bytes of the request left.
     *
     * @param bytesLeft whether they did
     * @return this builder
     */
    public Builder sent(boolean bytesLeft) {
      this.sent = bytesLeft;
      return this;
    }

    /**
     * Sets the HTTP status.
     *
     * @param httpStatus the status, or 0 for none
     * @return this builder
     */
    public Builder status(int httpStatus) {
      this.status = httpStatus;
      return this;
    }

    /**
     * Sets what the service calls the request.
     *
     * @param id the request id, or an empty text
     * @return this builder
     */
    public Builder requestId(String id) {
      this.requestId = Arguments.required(id, "id");
      return this;
    }

    /**
     * Sets what came of it.
     *
     * @param text the reason; no secrets
     * @return this builder
     */
    public Builder reason(String text) {
      this.reason = Arguments.required(text, "text");
      return this;
    }

    /**
     * Builds the attempt.
     *
     * @return the attempt
     */
    public Attempt build() {
      return new Attempt(this);
    }
  }
}
