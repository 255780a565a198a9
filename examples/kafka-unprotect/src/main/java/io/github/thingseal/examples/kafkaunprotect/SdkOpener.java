package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.cloud.e2e.E2eUnprotector;
import io.github.thingseal.cloud.e2e.UnprotectResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Unprotects messages with the SDK; keys are cached, and looked up at most once at a time. */
final class SdkOpener implements MessageOpener, AutoCloseable {
  private static final Outcome EMPTY =
      new Outcome.DeadLetter(Reason.EMPTY, "The record has no value");

  private static final Outcome CLOSED = new Outcome.Held("The application is closing");

  private final E2eUnprotector unprotector;
  private volatile boolean closed;

  SdkOpener(E2eUnprotector unprotector) {
    this.unprotector = unprotector;
  }

  @Override
  public CompletableFuture<Outcome> open(byte @Nullable [] message) {
    if (message == null) {
      return CompletableFuture.completedFuture(EMPTY);
    }
    CompletableFuture<List<UnprotectResult>> results = unprotector.submitAll(List.of(message));
    CompletableFuture<Outcome> outcome = results.thenApply(list -> outcome(list.get(0)));
    if (!outcome.isDone()) {
      var unused = outcome.whenComplete((value, failure) -> results.cancel(false));
    }
    return outcome;
  }

  private Outcome outcome(UnprotectResult result) {
    if (result.isUnprotected()) {
      return new Outcome.Plaintext(result.rotPublicUid().orElse(null), result.plaintext());
    }
    // A look-up that was ended by close says nothing about the message.
    return closed ? CLOSED : Failures.outcome(result.failure().orElseThrow());
  }

  @Override
  public void close() {
    closed = true;
    unprotector.close();
  }
}
