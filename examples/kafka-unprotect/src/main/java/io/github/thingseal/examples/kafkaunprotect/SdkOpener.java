package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.cloud.e2e.E2eUnprotector;
import io.github.thingseal.cloud.e2e.UnprotectResult;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
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

  /** All at once: messages of one key are decrypted together, which saves the key schedule. */
  @Override
  public List<CompletableFuture<Outcome>> openAll(List<byte @Nullable []> messages) {
    List<byte[]> present = messages.stream().filter(Objects::nonNull).toList();
    Iterator<CompletableFuture<UnprotectResult>> results =
        unprotector.submitEach(present).iterator();
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>(messages.size());
    for (byte[] message : messages) {
      outcomes.add(
          message == null ? CompletableFuture.completedFuture(EMPTY) : outcome(results.next()));
    }
    return outcomes;
  }

  private CompletableFuture<Outcome> outcome(CompletableFuture<UnprotectResult> result) {
    if (result.isDone()) {
      return CompletableFuture.completedFuture(outcome(result.join()));
    }
    CompletableFuture<Outcome> outcome = result.thenApply(this::outcome);
    var unused = outcome.whenComplete((value, failure) -> result.cancel(false));
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
