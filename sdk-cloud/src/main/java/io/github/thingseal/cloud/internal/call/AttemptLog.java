package io.github.thingseal.cloud.internal.call;

import io.github.thingseal.cloud.error.Attempt;
import io.github.thingseal.cloud.internal.concurrent.Time;
import io.github.thingseal.cloud.listener.CallInfo;
import io.github.thingseal.cloud.listener.CallObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attempts of one call, in their order; each is logged without body and headers. */
final class AttemptLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.github.thingseal.cloud.calls");

  private final CallInfo call;
  private final Time time;
  private final @Nullable CallObserver observer;
  private final List<Attempt> ended = new ArrayList<>();
  private @Nullable RunningAttempt running;
  private int begun;

  AttemptLog(CallInfo call, Time time, @Nullable CallObserver observer) {
    this.call = call;
    this.time = time;
    this.observer = observer;
  }

  /** Begins an attempt. */
  RunningAttempt begin(BooleanSupplier sent) {
    RunningAttempt next;
    synchronized (this) {
      next = new RunningAttempt(++begun, time, sent);
      running = next;
    }
    if (observer != null) {
      observer.attemptStarted(next.number());
    }
    return next;
  }

  /** Ends it; an attempt that succeeded is of interest to those who look only. */
  void end(RunningAttempt attempt, boolean failed) {
    boolean wanted = failed || observer != null || LOG.isDebugEnabled();
    Attempt seen = wanted ? attempt.seen() : null;
    synchronized (this) {
      if (running != attempt) {
        return;
      }
      running = null;
      if (seen != null) {
        ended.add(seen);
      }
    }
    if (seen != null) {
      log(seen);
      if (observer != null) {
        observer.attemptEnded(seen);
      }
    }
  }

  /** All by now, with the one that is under way. */
  List<Attempt> list() {
    RunningAttempt now;
    List<Attempt> all;
    synchronized (this) {
      now = running;
      all = new ArrayList<>(ended);
    }
    if (now != null) {
      all.add(now.seen());
    }
    return all;
  }

  private void log(Attempt attempt) {
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{} attempt {}: {} in {} ms, correlation id {}{}",
          call.operation().name(),
          attempt.number(),
          attempt.reason(),
          attempt.took().toMillis(),
          call.correlationId(),
          attempt.requestId().map(id -> ", request id " + id).orElse(""));
    }
  }
}
