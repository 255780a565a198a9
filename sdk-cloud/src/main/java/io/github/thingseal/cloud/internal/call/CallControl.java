package io.github.thingseal.cloud.internal.call;

import io.github.thingseal.cloud.error.CallCancelledException;
import io.github.thingseal.cloud.error.CallTimeoutException;
import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.cloud.internal.concurrent.Durations;
import io.github.thingseal.cloud.internal.concurrent.Time;
import io.github.thingseal.cloud.internal.futures.Outcomes;
import io.github.thingseal.cloud.listener.CallInfo;
import io.github.thingseal.cloud.listener.CallObserver;
import io.github.thingseal.cloud.listener.CallResult;
import io.github.thingseal.core.ThingsealException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call under way, over all its attempts and pauses: its time limit, what it waits for, and its
 * one outcome. Whatever decides the outcome first ends the wait.
 */
public final class CallControl<T> {
  private final Time time;
  private final CallInfo call;
  private final Duration timeout;
  private final @Nullable CallObserver observer;
  private final Executor sender;
  private final Consumer<CallControl<?>> ending;
  private final AttemptLog attempts;
  private final long startNanos;
  private final CompletableFuture<T> outcome = new CompletableFuture<>();
  private final AtomicBoolean decided = new AtomicBoolean();
  private String waitsFor = "its turn";
  private Runnable undo = () -> {};
  private volatile boolean sent;
  private volatile @Nullable Thread waiting;
  private volatile Time.Timer limit = () -> {};

  private CallControl(
      Time time,
      CallInfo call,
      Duration timeout,
      @Nullable CallObserver observer,
      Executor sender,
      Consumer<CallControl<?>> ending) {
    this.time = time;
    this.call = call;
    this.timeout = timeout;
    this.observer = observer;
    this.sender = sender;
    this.ending = ending;
    this.attempts = new AttemptLog(call, time, observer);
    this.startNanos = time.nanoTime();
  }

  /**
   * The limit counts from here on. The sender's threads make the attempts; whatever the outcome,
   * the ending hears of it.
   */
  public static <T> CallControl<T> begin(
      Time time,
      CallInfo call,
      Duration timeout,
      @Nullable CallObserver observer,
      Executor sender,
      Consumer<CallControl<?>> ending) {
    CallControl<T> control = new CallControl<>(time, call, timeout, observer, sender, ending);
    control.limit = time.after(Durations.bounded(timeout), control::timeOut);
    return control;
  }

  /** The answer to come, or why there is none. */
  public CompletableFuture<T> outcome() {
    return outcome;
  }

  /** Runs once the outcome is known. */
  public void whenOver(BiConsumer<? super T, ? super Throwable> action) {
    var unused = outcome.whenComplete(action);
  }

  /** Lets a thread that is parked go on once the outcome is known. */
  public void isAwaitedBy(Thread thread) {
    waiting = thread;
  }

  /** Takes this for the outcome, unless there is one. */
  public void end(CompletableFuture<T> result) {
    var unused =
        result.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                Secrets.wipeUnless(decide(value, null), value);
              } else {
                decide(null, typed(failure));
              }
            });
  }

  /** The name of the operation. */
  public String operation() {
    return call.operation().name();
  }

  /** What the call is called at the service, in logs and to observers. */
  public String correlationId() {
    return call.correlationId();
  }

  /** What those who observe the call send with each of its requests. */
  public Map<String, String> requestHeaders() {
    return observer == null ? Map.of() : observer.requestHeaders();
  }

  /** Whose threads make the attempts. */
  public Executor sender() {
    return sender;
  }

  /** Begins an attempt; it is asked later on whether bytes of it left. */
  public RunningAttempt beginAttempt(BooleanSupplier isSent) {
    return attempts.begin(isSent);
  }

  /** Ends the attempt, unless it has ended. */
  public void endAttempt(RunningAttempt attempt, boolean failed) {
    attempts.end(attempt, failed);
  }

  /** Ends the call wherever it is. */
  public void cancel() {
    if (!isOver()) {
      decide(null, cancelled());
    }
  }

  /** Whether the outcome is known. */
  public boolean isOver() {
    return outcome.isDone();
  }

  /** Fails if the call is over. */
  public void requireGoingOn() {
    if (isOver()) {
      throw new CancellationException(operation() + " is over");
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
    if (value.isDone()) {
      return value;
    }
    CompletableFuture<V> awaited = value.copy();
    waitFor(what, () -> awaited.completeExceptionally(new CancellationException("over")));
    return awaited;
  }

  /** Waits; false, without waiting, if the time limit does not leave room for it. */
  public CompletableFuture<Boolean> pause(String what, Duration duration) {
    return duration.compareTo(remaining()) >= 0
        ? CompletableFuture.completedFuture(false)
        : pauseFor(what, duration);
  }

  /** Waits, and lets the time limit end the wait if it leaves no room for it. */
  public CompletableFuture<Boolean> pauseOrTimeOut(String what, Duration duration) {
    Duration left = remaining();
    if (duration.isZero()) {
      return CompletableFuture.completedFuture(true);
    }
    return duration.compareTo(left) < 0
        ? pauseFor(what, duration)
        : pauseFor(what, left).thenCompose(over -> new CompletableFuture<>());
  }

  private CompletableFuture<Boolean> pauseFor(String what, Duration duration) {
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    waitFor(what, () -> over.completeExceptionally(new CancellationException("over")));
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
  public void markSent() {
    sent = true;
  }

  /** Whether the service may have carried out what was asked for. */
  public boolean mayHaveBeenCarriedOut() {
    return sent;
  }

  /** The service refused the last request; what was known before that one holds again. */
  public void takeBack(boolean sentBefore) {
    sent = sentBefore;
  }

  /** What is known about a call without an answer. */
  public FailureDetails details() {
    return known(FailureDetails.withoutAnswer(operation(), sent));
  }

  /** The details, with what is known of the whole call. */
  public FailureDetails known(FailureDetails details) {
    return details.withCall(call.correlationId(), attempts.list());
  }

  /** How a message says whether the service may have carried it out. */
  public String fate() {
    return sent ? "it may have been carried out" : "nothing was sent";
  }

  /** How much of the time limit is left. */
  public Duration remaining() {
    return Durations.bounded(timeout).minusNanos(time.nanoTime() - startNanos);
  }

  /** The first outcome is the one; who observes the call hears of it before its caller does. */
  private boolean decide(@Nullable T value, @Nullable Throwable failure) {
    if (!decided.compareAndSet(false, true)) {
      return false;
    }
    if (observer != null) {
      Duration took = Duration.ofNanos(time.nanoTime() - startNanos);
      observer.callEnded(
          failure == null
              ? CallResult.succeeded(took, attempts.list())
              : CallResult.failed(took, attempts.list(), failure));
    }
    boolean first = failure == null ? complete(value) : outcome.completeExceptionally(failure);
    LockSupport.unpark(waiting);
    limit.cancel();
    stopWaiting();
    ending.accept(this);
    return first;
  }

  @SuppressWarnings("NullAway") // An answer is there, or a failure.
  private boolean complete(@Nullable T value) {
    return outcome.complete(value);
  }

  private void timeOut() {
    if (!isOver()) {
      decide(null, timedOut());
    }
  }

  /** Ends what the call waits for. */
  public void stopWaiting() {
    Runnable ending;
    synchronized (this) {
      ending = undo;
    }
    ending.run();
  }

  private synchronized String waitedFor() {
    return waitsFor;
  }

  private String what() {
    return ApiRequest.what(call.operation(), call.subject());
  }

  /** Anything but an error of the machine becomes an exception of the SDK. */
  private Throwable typed(Throwable failure) {
    Throwable thrown = Outcomes.unwrapped(failure);
    if (thrown instanceof ThingsealException
        || thrown instanceof Error
        || thrown instanceof CancellationException) {
      return thrown;
    }
    return new UnexpectedAnswerException(
        operation() + " failed unexpectedly (" + thrown.getClass().getSimpleName() + "); " + fate(),
        details(),
        thrown);
  }

  private ThingsealException timedOut() {
    return new CallTimeoutException(
        what()
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
    return new CallCancelledException(what() + " was cancelled; " + fate(), details(), null);
  }
}
