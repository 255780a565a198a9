package io.github.thingseal.at.mux;

import io.github.thingseal.at.channel.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the module does not multiplex any more. Signs of it (text outside of frames, silence
 * after something was sent) prove nothing alone. So the control channel is asked. The end is
 * reported only if the question has no answer, or comes back as it was sent.
 */
final class LivenessProbe {
  private final Scheduler scheduler;
  private final MuxOptions options;
  private final Consumer<byte[]> sending;
  private final Consumer<String> end;
  private byte question;

  /** Whether the question itself came back; set and read by the reader once it was asked. */
  private volatile boolean givenBack;

  private boolean looking;
  private long unansweredSince;
  private boolean unanswered;

  /** Set after the question, so that the reader sees that too. */
  private volatile @Nullable CompletableFuture<Void> asked;

  LivenessProbe(MuxOptions options, Consumer<byte[]> sending, Consumer<String> end) {
    this.scheduler = options.scheduler;
    this.options = options;
    this.sending = sending;
    this.end = end;
  }

  /** Something was sent to which there should be an answer, some time. */
  synchronized void spoke() {
    if (!unanswered) {
      unanswered = true;
      unansweredSince = scheduler.nanoTime();
    }
    if (!looking && !options.quietLimit.isZero()) {
      lookAfter(options.quietLimit);
    }
  }

  /** A sound frame came. */
  synchronized void heard() {
    unanswered = false;
  }

  private void lookAfter(Duration delay) {
    looking = true;
    scheduler.executeAfter(delay, this::look);
  }

  private void look() {
    synchronized (this) {
      looking = false;
      if (!unanswered) {
        return;
      }
      long quiet = scheduler.nanoTime() - unansweredSince;
      Duration left = options.quietLimit.minusNanos(quiet);
      if (!left.isNegative() && !left.isZero()) {
        lookAfter(left);
        return;
      }
    }
    ask("it was silent for " + options.quietLimit.toSeconds() + " s after something was sent");
  }

  /** There is a sign; called on the reader, which does not write. */
  void doubt(String sign) {
    if (!options.quietLimit.isZero()) {
      scheduler.execute(() -> ask(sign));
    }
  }

  private void ask(String sign) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    byte[] frame;
    synchronized (this) {
      if (asked != null) {
        return;
      }
      givenBack = false;
      question++;
      frame = ControlMessage.test(question).frame();
      asked = answer;
    }
    CompletableFuture<Void> unused =
        answer.whenComplete(
            (answered, failure) -> {
              asked = null;
              if (failure != null) {
                end.accept(
                    String.format(
                        "the module does not multiplex any more, it has restarted most likely: %s,"
                            + " and %s",
                        sign, failure.getMessage()));
              }
            });
    Retransmission.of(options)
        .start(
            () -> sending.accept(frame),
            answer,
            () -> new IllegalStateException("the control channel does not answer"));
  }

  /** A message came on the control channel. */
  void heard(ControlMessage message) {
    CompletableFuture<Void> answer = asked;
    if (answer == null) {
      return;
    }
    if (!message.isCommand()) {
      // What we answered to our own question comes back, too.
      if (!givenBack) {
        scheduler.execute(() -> answer.complete(null));
      }
    } else if (message.isTest(question)) {
      // No one but we asks this: a module in command mode gives back what it hears.
      givenBack = true;
      IllegalStateException echo = new IllegalStateException("it gives back what it is sent");
      scheduler.execute(() -> answer.completeExceptionally(echo));
    }
  }
}
