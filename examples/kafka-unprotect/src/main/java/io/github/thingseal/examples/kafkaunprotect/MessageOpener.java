package io.github.thingseal.examples.kafkaunprotect;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Unprotects messages. */
@FunctionalInterface
interface MessageOpener {
  /**
   * Begins with many messages at once, and does not wait for their keys.
   *
   * @param messages the values of records
   * @return their outcomes to come, in the order of the messages; cancelling a future ends its
   *     look-up
   */
  List<CompletableFuture<Outcome>> openAll(List<byte @Nullable []> messages);

  /** Begins with one message, as {@link #openAll} does with many. */
  default CompletableFuture<Outcome> open(byte @Nullable [] message) {
    return openAll(Collections.singletonList(message)).get(0);
  }

  /** Begins with the messages one by one. */
  static MessageOpener each(Function<byte @Nullable [], CompletableFuture<Outcome>> open) {
    return messages -> messages.stream().map(open).toList();
  }
}
