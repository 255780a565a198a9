package io.github.thingseal.examples.kafkaunprotect;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Takes the outcomes of records from the {@link LookAhead}, and sits out outages. */
final class PatientReader {
  private final LookAhead lookAhead;
  private final Patience patience;
  private final Counters counters;
  private final LongSupplier nanoTime;
  private final Pause pauses;

  PatientReader(LookAhead lookAhead, Patience patience, Counters counters) {
    this(lookAhead, patience, counters, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
  }

  /** For tests that turn time by hand. */
  PatientReader(
      LookAhead lookAhead,
      Patience patience,
      Counters counters,
      LongSupplier nanoTime,
      Pause pauses) {
    this.lookAhead = lookAhead;
    this.patience = patience;
    this.counters = counters;
    this.nanoTime = nanoTime;
    this.pauses = pauses;
  }

  /** Lets time pass. */
  @FunctionalInterface
  interface Pause {
    void of(long nanos) throws InterruptedException;
  }

  /**
   * Waits for the outcome of a record, asking again after each pause; never returns {@link
   * Outcome.Held}.
   */
  Outcome read(TopicPartition partition, long offset, byte @Nullable [] message) {
    CompletableFuture<Outcome> begun = lookAhead.take(partition, offset, message);
    long end = nanoTime.getAsLong() + patience.limit().toNanos();
    while (true) {
      Outcome outcome = await(begun, end - nanoTime.getAsLong());
      if (!(outcome instanceof Outcome.Held held)) {
        return outcome;
      }
      counters.hold();
      if (nanoTime.getAsLong() + patience.pause().toNanos() >= end) {
        return givenUp(held);
      }
      pause();
      begun = lookAhead.take(partition, offset, message);
      lookAhead.beginAgain(partition);
    }
  }

  /** Ends what was begun for a partition. */
  void forget(TopicPartition partition) {
    lookAhead.forget(partition);
  }

  private Outcome await(CompletableFuture<Outcome> begun, long nanos) {
    try {
      return begun.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      begun.cancel(false);
      return new Outcome.Held("There was no answer in that time");
    } catch (ExecutionException | CancellationException e) {
      return new Outcome.Held("The look-up ended: " + e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private Outcome givenUp(Outcome.Held held) {
    if (patience.afterwards() == Patience.Afterwards.DEAD_LETTER) {
      return new Outcome.DeadLetter(Reason.GIVEN_UP, held.text());
    }
    throw new ServiceOutageException(patience.limit(), held.text());
  }

  private void pause() {
    try {
      pauses.of(patience.pause().toNanos());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("The stream thread was interrupted", e);
  }
}
