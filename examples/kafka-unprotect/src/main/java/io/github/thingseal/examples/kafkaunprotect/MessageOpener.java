package io.github.thingseal.examples.kafkaunprotect;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Unprotects messages. */
@FunctionalInterface
interface MessageOpener {
  /**
   * Begins with a message, and does not wait for its key.
   *
   * @param message the value of a record
   * @return its outcome to come; cancelling the future ends the look-up
   */
  CompletableFuture<Outcome> open(byte @Nullable [] message);

  /**
   * Begins with many messages at once, as {@link #open} does with each.
   *
   * @param messages the values of records
   * @return their outcomes to come, in the order of the messages
   */
  default List<CompletableFuture<Outcome>> openAll(List<byte @Nullable []> messages) {
    return messages.stream().map(this::open).toList();
  }
}
