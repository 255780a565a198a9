package io.github.thingseal.at.mux;

import io.github.thingseal.at.channel.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Sends a request, and again while it is not answered, a few times. */
record Retransmission(Scheduler scheduler, int times, Duration limit) {
  /** As often and as long as the options say. */
  static Retransmission of(MuxOptions options) {
    return new Retransmission(options.scheduler, options.attempts, options.answerLimit);
  }

  void start(
      Runnable question, CompletableFuture<Void> answer, Supplier<RuntimeException> failure) {
    if (answer.isDone()) {
      return;
    }
    if (times == 0) {
      answer.completeExceptionally(failure.get());
      return;
    }
    Retransmission rest = new Retransmission(scheduler, times - 1, limit);
    Scheduler.Scheduled again =
        scheduler.executeAfter(limit, () -> rest.start(question, answer, failure));
    CompletableFuture<Void> unused = answer.whenComplete((value, error) -> again.cancel());
    question.run();
  }
}
