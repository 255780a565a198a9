package io.github.thingseal.at.module;

import io.github.thingseal.at.command.DeadlineExceededException;
import io.github.thingseal.core.ThingsealException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waiting for what the module does on its own, by asking it again and again. */
final class Wait {
  private final ModuleContext context;
  private final Duration limit;
  private final String question;
  private final long start;

  /** Begins; the question is what the module is asked. */
  Wait(ModuleContext context, Duration limit, String question) {
    this.context = context;
    this.limit = limit;
    this.question = question;
    start = context.clock.nanoTime();
  }

  Duration elapsed() {
    return context.clock.since(start);
  }

  Duration left() {
    return limit.minus(elapsed());
  }

  /** How long was waited at its end, which the call that it is in may have brought about. */
  Duration waited() {
    Duration elapsed = elapsed();
    return elapsed.compareTo(limit) < 0 ? elapsed : limit;
  }

  /** Pauses; returns whether to ask again. That is done at the limit for the last time. */
  boolean pause(Duration interval) {
    Duration left = left();
    if (left.compareTo(Duration.ZERO) <= 0) {
      return false;
    }
    try {
      context.pause(left.compareTo(interval) < 0 ? left : interval, question);
      return true;
    } catch (DeadlineExceededException e) {
      return false;
    }
  }

  /** What it fails with at its end: by the time of its call, if that is over, too. */
  ThingsealException expired(String message, @Nullable Throwable cause) {
    return context.orExceeded(new WaitExpiredException(message, waited(), cause), question);
  }
}
