package io.github.thingseal.examples.kafkaunprotect;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams. */
final class StreamsSettings {
  /** Between one poll and the next lies the time that messages are held, and their look-ups. */
  private static final int POLLS_PER_PATIENCE = 10;

  /** What a transaction may take besides the time that messages are held. */
  private static final Duration TRANSACTION = Duration.ofSeconds(30);

  /** A dead letter has longer headers than the message that it was. */
  private static final int MAX_REQUEST_BYTES = 4 << 20;

  /** The default of Kafka 5; without it Kafka warns, though there is no global state here. */
  private static final String GLOBAL_HANDLER = "processing.exception.handler.global.enabled";

  private StreamsSettings() {}

  /**
   * Our own settings, then the user's in their place, then those that the application is not right
   * without.
   */
  static Properties of(
      Map<String, String> cluster, Sizes sizes, Patience patience, LookAhead lookAhead) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, sizes.threads());
    settings.put(consumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), sizes.batch());
    settings.put(
        consumer(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG),
        millis(patience.limit().multipliedBy(POLLS_PER_PATIENCE)));
    settings.put(
        producer(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        millis(patience.limit().plus(TRANSACTION)));
    settings.put(producer(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_REQUEST_BYTES);
    settings.put(GLOBAL_HANDLER, true);
    settings.putAll(cluster);
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(
        consumer(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG), LookAheadInterceptor.class.getName());
    settings.put(consumer(LookAheadInterceptor.LOOK_AHEAD), lookAhead);
    Properties properties = new Properties();
    properties.putAll(settings);
    return properties;
  }

  private static String consumer(String name) {
    return StreamsConfig.mainConsumerPrefix(name);
  }

  private static String producer(String name) {
    return StreamsConfig.producerPrefix(name);
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, duration.toMillis()));
  }
}
