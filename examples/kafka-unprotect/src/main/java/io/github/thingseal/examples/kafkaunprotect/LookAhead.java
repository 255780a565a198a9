package io.github.thingseal.examples.kafkaunprotect;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What was begun for records that the consumer has, and the task has not processed yet. The
 * look-ups of a whole poll run in parallel, while records are processed one after the other.
 *
 * <p>This is only a head start. A record that was not begun is begun when it is taken. One that is
 * begun twice, or by a consumer that lost the partition, has the same outcome.
 */
final class LookAhead {
  private final MessageOpener opener;
  private final HoldTime holdTime = new HoldTime();
  private final Map<TopicPartition, Map<Long, Opening>> partitions = new ConcurrentHashMap<>();

  LookAhead(MessageOpener opener) {
    this.opener = opener;
  }

  /** How long the thread that asks has held messages. */
  HoldTime holdTime() {
    return holdTime;
  }

  /** Begins with the records of a partition that were polled. */
  void begin(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
    List<byte @Nullable []> messages = new ArrayList<>(records.size());
    records.forEach(entry -> messages.add(entry.value()));
    Iterator<CompletableFuture<Outcome>> outcomes = opener.openAll(messages).iterator();
    Map<Long, Opening> openings =
        partitions.computeIfAbsent(partition, first -> new ConcurrentHashMap<>());
    records.forEach(
        entry -> openings.put(entry.offset(), new Opening(entry.value(), outcomes.next())));
  }

  /** The outcome to come of a record that is processed now. */
  CompletableFuture<Outcome> take(
      TopicPartition partition, long offset, byte @Nullable [] message) {
    Map<Long, Opening> openings = partitions.get(partition);
    Opening begun = openings == null ? null : openings.remove(offset);
    return begun == null ? opener.open(message) : begun.outcome();
  }

  /** Begins again with what was held, so that the end of an outage costs one look-up's time. */
  void beginAgain(TopicPartition partition) {
    Map<Long, Opening> openings = partitions.get(partition);
    if (openings != null) {
      openings.replaceAll((offset, opening) -> opening.isHeld() ? again(opening) : opening);
    }
  }

  private Opening again(Opening held) {
    return new Opening(held.message(), opener.open(held.message()));
  }

  /** Ends what is under way for a partition that the task gives up. */
  void forget(TopicPartition partition) {
    Map<Long, Opening> openings = partitions.remove(partition);
    if (openings != null) {
      openings.values().forEach(opening -> opening.outcome().cancel(false));
    }
  }

  /** How many records are begun and not taken. */
  int size() {
    return partitions.values().stream().mapToInt(Map::size).sum();
  }

  /** What was begun for one record. */
  private static final class Opening {
    private final byte @Nullable [] message;
    private final CompletableFuture<Outcome> outcome;

    Opening(byte @Nullable [] message, CompletableFuture<Outcome> outcome) {
      this.message = message;
      this.outcome = outcome;
    }

    byte @Nullable [] message() {
      return message;
    }

    CompletableFuture<Outcome> outcome() {
      return outcome;
    }

    boolean isHeld() {
      return outcome.isCompletedExceptionally()
          || (outcome.isDone() && outcome.join() instanceof Outcome.Held);
    }
  }
}
