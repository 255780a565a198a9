package io.github.thingseal.cloud.internal.call;

import io.github.thingseal.cloud.error.Attempt;
import io.github.thingseal.cloud.internal.concurrent.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One attempt under way: what exceptions, observers and the log say about it. */
public final class RunningAttempt {
  private static final String NO_ANSWER = "no answer yet";

  private final int number;
  private final Time time;
  private final Instant startedAt;
  private final long startNanos;
  private final BooleanSupplier sent;
  private Supplier<String> requestId = () -> "";
  private int status;
  private @Nullable String failure;

  RunningAttempt(int number, Time time, BooleanSupplier sent) {
    this.number = number;
    this.time = time;
    this.startedAt = time.now();
    this.startNanos = time.nanoTime();
    this.sent = sent;
  }

  int number() {
    return number;
  }

  /** When it began, by the clock of this machine. */
  public Instant startedAt() {
    return startedAt;
  }

  /** The header of the answer is there; the request id is looked at when someone wants it. */
  public synchronized void answered(int httpStatus, Supplier<String> id) {
    status = httpStatus;
    requestId = id;
  }

  /** What failed, also after the header of the answer was there. */
  public synchronized void failed(Throwable e) {
    failure = e.getClass().getSimpleName();
  }

  private String reason() {
    if (status == 0) {
      return failure == null ? NO_ANSWER : failure;
    }
    return failure == null ? "status " + status : "status " + status + ", " + failure;
  }

  /** What is known by now. */
  synchronized Attempt seen() {
    return Attempt.builder(number, startedAt)
        .took(Duration.ofNanos(time.nanoTime() - startNanos))
        .sent(sent.getAsBoolean())
        .status(status)
        .requestId(requestId.get())
        .reason(reason())
        .build();
  }
}
