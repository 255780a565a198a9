package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.error.CallCancelledException;
import io.github.thingseal.cloud.error.CallTimeoutException;
import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.core.ThingsealException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * One call under way, over all its attempts and pauses: its time limit, what it waits for, and its
 * one outcome. Whatever decides the outcome first ends the wait.
 */
public final class CallControl<T> {
  private final Time time;
  private final String operation;
  private final String what;
  private final Duration timeout;
  private final long startNanos;
  private final CompletableFuture<T> outcome = new CompletableFuture<>();
  private String waitsFor = "its turn";
  private Runnable undo = () -> {};
  private volatile boolean sent;

  private CallControl(Time time, String operation, String what, Duration timeout) {
    this.time = time;
    this.operation = operation;
    this.what = what;
    this.timeout = timeout;
    this.startNanos = time.nanoTime();
  }

  /** The limit counts from here on; the operation and what it is about stand in messages. */
  static <T> CallControl<T> begin(Time time, String operation, String what, Duration timeout) {
    CallControl<T> control = new CallControl<>(time, operation, what, timeout);
    Time.Timer limit = time.after(Durations.bounded(timeout), control::timeOut);
    control.whenOver(
        (value, failure) -> {
          limit.cancel();
          control.stopWaiting();
        });
    return control;
  }

  /** The answer to come, or why there is none. */
  CompletableFuture<T> outcome() {
    return outcome;
  }

  /** Runs once the outcome is known. */
  void whenOver(BiConsumer<? super T, ? super Throwable> action) {
    var unused = outcome.whenComplete(action);
  }

  /** Takes this for the outcome, unless there is one. */
  void end(CompletableFuture<T> result) {
    var unused =
        result.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                Secrets.wipeUnless(outcome.complete(value), value);
              } else {
                outcome.completeExceptionally(Failures.typed(this, failure));
              }
            });
  }

  String operation() {
    return operation;
  }

  /** Ends the call wherever it is. */
  void cancel() {
    if (!isOver()) {
      outcome.completeExceptionally(cancelled());
    }
  }

  /** Whether the outcome is known. */
  boolean isOver() {
    return outcome.isDone();
  }

  /** Fails if the call is over. */
  void requireGoingOn() {
    if (isOver()) {
      throw new CancellationException(operation + " is over");
    }
  }

  /** Says what the call waits for from now on, and how to end that; it may be ended twice. */
  public void waitFor(String what, Runnable ending) {
    synchronized (this) {
      waitsFor = what;
      undo = ending;
    }
    if (isOver()) {
      ending.run();
    }
  }

  /** The value to come; it is not awaited any more once the call is over. */
  public <V> CompletableFuture<V> await(String what, CompletableFuture<V> value) {
    CompletableFuture<V> awaited = value.copy();
    waitFor(what, () -> awaited.completeExceptionally(new CancellationException("over")));
    return awaited;
  }

  /** Waits; false, without waiting, if the time limit does not leave room for it. */
  CompletableFuture<Boolean> pause(String what, Duration duration) {
    if (duration.compareTo(remaining()) >= 0) {
      return CompletableFuture.completedFuture(false);
    }
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    Time.Timer timer = time.pause(duration, () -> over.complete(true));
    waitFor(
        what,
        () -> {
          timer.cancel();
          over.completeExceptionally(new CancellationException("over"));
        });
    return over;
  }

  /** Bytes of a request leave from now on. */
  void markSent() {
    sent = true;
  }

  /** Whether the service may have carried out what was asked for. */
  boolean mayHaveBeenCarriedOut() {
    return sent;
  }

  /** The service refused the last request; what was known before that one holds again. */
  void takeBack(boolean sentBefore) {
    sent = sentBefore;
  }

  /** What is known about a call without an answer. */
  FailureDetails details() {
    return FailureDetails.withoutAnswer(operation, sent);
  }

  /** How a message says whether the service may have carried it out. */
  String fate() {
    return sent ? "it may have been carried out" : "nothing was sent";
  }

  private Duration remaining() {
    return Durations.bounded(timeout).minusNanos(time.nanoTime() - startNanos);
  }

  private void timeOut() {
    if (!isOver()) {
      outcome.completeExceptionally(timedOut());
    }
  }

  private void stopWaiting() {
    Runnable ending;
    synchronized (this) {
      ending = undo;
    }
    ending.run();
  }

  private synchronized String waitedFor() {
    return waitsFor;
  }

  private ThingsealException timedOut() {
    return new CallTimeoutException(
        what
            + " took longer than its time limit of "
            + Durations.millis(timeout)
            + " ms, repeats and pauses included; at the end it waited for "
            + waitedFor()
            + "; "
            + fate()
            + ". Give it more time, or look at the network",
        details(),
        null);
  }

  private ThingsealException cancelled() {
    return new CallCancelledException(what + " was cancelled; " + fate(), details(), null);
  }
}
