package io.github.thingseal.examples.kafkaunprotect;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** From the input topic through the unprotecting to plaintexts and dead letters; no state. */
final class UnprotectTopology {
  static final String PLAINTEXT = "plaintext";
  static final String DEAD_LETTERS = "dead-letters";
  private static final String MESSAGES = "messages";
  private static final String UNPROTECT = "unprotect";

  /** A record without a timestamp must not stop the application. */
  private static final TimestampExtractor TIMESTAMP = UnprotectTopology::timestamp;

  private UnprotectTopology() {}

  static Topology of(Topics topics, PatientReader reader, Counters counters) {
    return new Topology()
        .addSource(
            AutoOffsetReset.earliest(),
            MESSAGES,
            TIMESTAMP,
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            topics.input())
        .addProcessor(UNPROTECT, () -> new UnprotectProcessor(reader, counters, topics), MESSAGES)
        .addSink(
            PLAINTEXT,
            topics.plaintext(),
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            UNPROTECT)
        .addSink(
            DEAD_LETTERS,
            topics.deadLetters(),
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            UNPROTECT);
  }

  private static long timestamp(ConsumerRecord<Object, Object> message, long partitionTime) {
    return message.timestamp() >= 0 ? message.timestamp() : Math.max(0, partitionTime);
  }
}
