package io.github.thingseal.examples.kafkaunprotect;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Begins with the records of a poll before the first of them is processed. */
public final class LookAheadInterceptor implements ConsumerInterceptor<byte[], byte[]> {
  /** The setting of the consumer that holds the {@link LookAhead}. */
  static final String LOOK_AHEAD = "thingseal.look.ahead";

  private @Nullable LookAhead lookAhead;

  /** Made by the consumer. */
  public LookAheadInterceptor() {}

  @Override
  public void configure(Map<String, ?> settings) {
    lookAhead = (LookAhead) settings.get(LOOK_AHEAD);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    if (lookAhead != null) {
      lookAhead.holdTime().polled();
      for (TopicPartition partition : records.partitions()) {
        lookAhead.begin(partition, records.records(partition));
      }
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}
}
