package io.github.thingseal.examples.kafkaunprotect;

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
}
