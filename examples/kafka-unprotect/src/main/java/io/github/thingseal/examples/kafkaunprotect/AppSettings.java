package io.github.thingseal.examples.kafkaunprotect;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What an instance of the application needs to know.
 *
 * @param cluster settings of Kafka Streams: at least where the cluster is, and the application id
 * @param service how the service is reached
 * @param topics the topics
 * @param sizes how much is done at once
 * @param patience how long a message is waited for
 */
record AppSettings(
    Map<String, String> cluster,
    ServiceAccess service,
    Topics topics,
    Sizes sizes,
    Patience patience) {
  static final String APPLICATION_ID = "thingseal-unprotect";

  AppSettings {
    cluster = Map.copyOf(cluster);
  }

  /** Settings that are the standard ones but for the cluster and the service. */
  static AppSettings of(String bootstrapServers, ServiceAccess service) {
    return new AppSettings(
        Map.of(
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID),
        service,
        Topics.standard(),
        Sizes.standard(),
        Patience.standard());
  }

  AppSettings with(Sizes newSizes) {
    return new AppSettings(cluster, service, topics, newSizes, patience);
  }

  AppSettings with(Patience newPatience) {
    return new AppSettings(cluster, service, topics, sizes, newPatience);
  }

  AppSettings with(Topics newTopics) {
    return new AppSettings(cluster, service, newTopics, sizes, patience);
  }

  /** With more settings of Kafka Streams, in the place of those of the same names. */
  AppSettings with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(cluster);
    all.putAll(more);
    return new AppSettings(all, service, topics, sizes, patience);
  }

  String applicationId() {
    return cluster.getOrDefault(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
  }
}
