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
   * Waits for the outcome of a record; never returns {@link Outcome.Held}. A message that is held
   * may wait for as long as those before it, since the last poll of this thread, have not.
   */
  Outcome read(TopicPartition partition, long offset, byte @Nullable [] message) {
    CompletableFuture<Outcome> begun = lookAhead.take(partition, offset, message);
    long begin = nanoTime.getAsLong();
    long end = begin + patience.limit().toNanos() - lookAhead.holdTime().nanos();
    Outcome outcome = await(begun, end - begin);
    if (!(outcome instanceof Outcome.Held)) {
      return outcome;
    }
    try {
      return held(outcome, end, partition, offset, message);
    } finally {
      lookAhead.holdTime().add(nanoTime.getAsLong() - begin);
    }
  }

  /** Asks again after each pause. */
  private Outcome held(
      Outcome first, long end, TopicPartition partition, long offset, byte @Nullable [] message) {
    Outcome outcome = first;
    while (outcome instanceof Outcome.Held held) {
      counters.hold();
      if (nanoTime.getAsLong() + patience.pause().toNanos() >= end) {
        return givenUp(held);
      }
      pause();
      CompletableFuture<Outcome> begun = lookAhead.take(partition, offset, message);
      lookAhead.beginAgain(partition);
      outcome = await(begun, end - nanoTime.getAsLong());
    }
    return outcome;
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
