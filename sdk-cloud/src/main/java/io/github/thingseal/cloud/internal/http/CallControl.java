package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.error.CallCancelledException;
import io.github.thingseal.cloud.error.CallTimeoutException;
import io.github.thingseal.cloud.error.FailureDetails;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/** The time limit and the off switch of one call, over all its attempts and pauses. */
public final class CallControl {
  private final Time time;
  private final Duration timeout;
  private final long startNanos;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private @Nullable Call underWay;

  /** The limit counts from here on. */
  public CallControl(Time time, Duration timeout) {
    this.time = time;
    this.timeout = timeout;
    this.startNanos = time.nanoTime();
  }

  /** Ends the call wherever it is. */
  public synchronized void cancel() {
    cancelled.countDown();
    if (underWay != null) {
      underWay.cancel();
    }
  }

  /** Whether the call was cancelled. */
  public boolean isCancelled() {
    return cancelled.getCount() == 0;
  }

  /** What is left of the time limit, never negative. */
  public Duration remaining() {
    Duration left = timeout.minusNanos(time.nanoTime() - startNanos);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Fails if the call is over. */
  public void requireAlive(String operation) {
    if (isCancelled() || Thread.currentThread().isInterrupted()) {
      throw cancelled(operation, null);
    }
    if (remaining().isZero()) {
      throw timedOut(operation, null);
    }
  }

  /** Lets the request be cancelled from now on. */
  synchronized void attach(Call call) {
    underWay = call;
    if (isCancelled()) {
      call.cancel();
    }
  }

  synchronized void detach() {
    underWay = null;
  }

  /** Waits; false, without waiting, if the time limit does not leave room for it. */
  boolean pause(String operation, Duration duration) {
    if (duration.compareTo(remaining()) >= 0) {
      return false;
    }
    try {
      time.pause(duration, cancelled);
    } catch (InterruptedException e) {
      if (!isCancelled()) {
        Thread.currentThread().interrupt();
      }
      throw cancelled(operation, e);
    }
    requireAlive(operation);
    return true;
  }

  CallTimeoutException timedOut(String operation, @Nullable Throwable cause) {
    return new CallTimeoutException(
        operation
            + " took longer than its time limit of "
            + timeout.toMillis()
            + " ms, repeats and pauses included; it may have been carried out. Give it more time,"
            + " or look at the network",
        FailureDetails.withoutAnswer(operation),
        cause);
  }

  CallCancelledException cancelled(String operation, @Nullable Throwable cause) {
    return new CallCancelledException(
        operation + " was cancelled; if it was sent before, it may have been carried out",
        FailureDetails.withoutAnswer(operation),
        cause);
  }
}
