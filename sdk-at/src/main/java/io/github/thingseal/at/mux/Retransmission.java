package io.github.thingseal.at.mux;

import io.github.thingseal.at.channel.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Sends a request, and again while it is not answered, a few times. */
final class Retransmission {
  private final Scheduler scheduler;
  private final Duration limit;
  private final Runnable question;
  private final CompletableFuture<?> answer;
  private final Supplier<RuntimeException> failure;
  private int left;

  private Retransmission(
      Scheduler scheduler,
      int times,
      Duration limit,
      Runnable question,
      CompletableFuture<?> answer,
      Supplier<RuntimeException> failure) {
    this.scheduler = scheduler;
    this.left = times;
    this.limit = limit;
    this.question = question;
    this.answer = answer;
    this.failure = failure;
  }

  static void start(
      Scheduler scheduler,
      int times,
      Duration limit,
      Runnable question,
      CompletableFuture<?> answer,
      Supplier<RuntimeException> failure) {
    new Retransmission(scheduler, times, limit, question, answer, failure).next();
  }

  private void next() {
    if (answer.isDone()) {
      return;
    }
    if (left == 0) {
      answer.completeExceptionally(failure.get());
      return;
    }
    left--;
    Scheduler.Scheduled again = scheduler.executeAfter(limit, this::next);
    CompletableFuture<?> unused = answer.whenComplete((value, error) -> again.cancel());
    question.run();
  }
}
