package io.github.thingseal.examples.kafkaunprotect;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the output topics from their beginning, most often on a thread of its own. */
final class OutputReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String COMMITTED = "read_committed";

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Consumer<ConsumerRecord<byte[], byte[]>> sink;
  private final Thread thread;
  private volatile boolean closed;

  private OutputReader(
      KafkaConsumer<byte[], byte[]> consumer, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    this.consumer = consumer;
    this.sink = sink;
    this.thread = new Thread(this::run, "output-reader");
    thread.setDaemon(true);
  }

  /** At the beginning of all partitions. */
  private static KafkaConsumer<byte[], byte[]> consumer(
      Map<String, Object> cluster, Topics topics, String isolation) {
    Map<String, Object> settings = new HashMap<>(cluster);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        List.of(topics.plaintext(), topics.deadLetters()).stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  /** Hands over what is committed. */
  static OutputReader committed(
      Map<String, Object> cluster, Topics topics, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    return start(new OutputReader(consumer(cluster, topics, COMMITTED), sink));
  }

  /** Hands over everything that is written, aborted transactions included. */
  static OutputReader uncommitted(
      Map<String, Object> cluster, Topics topics, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    return start(new OutputReader(consumer(cluster, topics, "read_uncommitted"), sink));
  }

  /** Hands over all that is committed by now, and ends there. */
  static void allCommitted(
      Map<String, Object> cluster, Topics topics, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(cluster, topics, COMMITTED)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(sink);
      }
    }
  }

  private static OutputReader start(OutputReader reader) {
    reader.thread.start();
    return reader;
  }

  private void run() {
    try (consumer) {
      while (!closed) {
        consumer.poll(POLL).forEach(sink);
      }
    } catch (WakeupException e) {
      // Closed.
    }
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
