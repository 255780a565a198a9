package io.github.thingseal.examples.kafkaunprotect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How many messages of the input topic the application has not committed yet. */
final class Lag implements AutoCloseable {
  /** Not known at the moment. */
  static final long UNKNOWN = -1;

  private final Admin admin;
  private final String group;
  private final String topic;

  Lag(Map<String, String> cluster, String group, String topic) {
    Properties properties = new Properties();
    properties.putAll(cluster);
    this.admin = Admin.create(properties);
    this.group = group;
    this.topic = topic;
  }

  /** Asks the cluster; {@link #UNKNOWN} if it has no answer. */
  long read() throws InterruptedException {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, ListOffsetsResultInfo> first = offsets(OffsetSpec.earliest());
      Map<TopicPartition, ListOffsetsResultInfo> last = offsets(OffsetSpec.latest());
      long lag = 0;
      for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : last.entrySet()) {
        OffsetAndMetadata done = committed.get(end.getKey());
        ListOffsetsResultInfo begin = first.getOrDefault(end.getKey(), end.getValue());
        lag += end.getValue().offset() - (done == null ? begin.offset() : done.offset());
      }
      return lag;
    } catch (ExecutionException e) {
      return UNKNOWN;
    }
  }

  private Map<TopicPartition, ListOffsetsResultInfo> offsets(OffsetSpec which)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (TopicDescription description :
        admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
      description
          .partitions()
          .forEach(info -> wanted.put(new TopicPartition(topic, info.partition()), which));
    }
    return admin.listOffsets(wanted).all().get();
  }

  @Override
  public void close() {
    admin.close();
  }
}
