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

/** Reads the output topics from their beginning, on a thread of its own. */
final class OutputReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Consumer<ConsumerRecord<byte[], byte[]>> sink;
  private final Thread thread;
  private volatile boolean closed;

  private OutputReader(
      Map<String, Object> cluster,
      Topics topics,
      String isolation,
      Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    Map<String, Object> settings = new HashMap<>(cluster);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.sink = sink;
    List<TopicPartition> partitions =
        List.of(topics.plaintext(), topics.deadLetters()).stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    this.thread = new Thread(this::run, "output-reader");
    thread.setDaemon(true);
  }

  /** Hands over what is committed. */
  static OutputReader committed(
      Map<String, Object> cluster, Topics topics, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    return start(new OutputReader(cluster, topics, "read_committed", sink));
  }

  /** Hands over everything that is written, aborted transactions included. */
  static OutputReader uncommitted(
      Map<String, Object> cluster, Topics topics, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    return start(new OutputReader(cluster, topics, "read_uncommitted", sink));
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
