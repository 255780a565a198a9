package io.github.thingseal.examples.kafkaunprotect;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/**
 * A real broker with KRaft, in this process, on loopback and with its data in a temporary folder.
 */
final class EmbeddedBroker implements AutoCloseable {
  /** Of a dead letter: the largest message that a topic takes by default, and its headers. */
  private static final int MAX_DEAD_LETTER_BYTES = 2 << 20;

  /** A broker that a busy machine holds up for the usual 9 s would be shut out meanwhile. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "broker.session.timeout.ms", "120000",
          "offsets.topic.replication.factor", "1",
          "offsets.topic.num.partitions", "4",
          "transaction.state.log.replication.factor", "1",
          "transaction.state.log.min.isr", "1",
          "transaction.state.log.num.partitions", "4",
          "group.initial.rebalance.delay.ms", "0",
          "group.min.session.timeout.ms", "500",
          "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");

  private final KafkaClusterTestKit kit;

  private EmbeddedBroker(KafkaClusterTestKit kit) {
    this.kit = kit;
  }

  static EmbeddedBroker start() {
    try {
      TestKitNodes nodes =
          new TestKitNodes.Builder()
              .setCombined(true)
              .setNumBrokerNodes(1)
              .setNumControllerNodes(1)
              .build();
      KafkaClusterTestKit.Builder builder = new KafkaClusterTestKit.Builder(nodes);
      SETTINGS.forEach(builder::setConfigProp);
      KafkaClusterTestKit kit = builder.build();
      formatQuietly(kit);
      kit.startup();
      kit.waitForReadyBrokers();
      return new EmbeddedBroker(kit);
    } catch (Exception e) {
      throw new IllegalStateException("The embedded broker does not start", e);
    }
  }

  /** It writes to standard output what it does. */
  private static void formatQuietly(KafkaClusterTestKit kit) throws Exception {
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    try {
      kit.format();
    } finally {
      System.setOut(out);
    }
  }

  String bootstrapServers() {
    return kit.bootstrapServers();
  }

  /** Makes the topics of an application. */
  void create(Topics topics, int partitions) throws InterruptedException {
    Map<String, Object> settings =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    NewTopic deadLetters =
        topic(topics.deadLetters(), 1)
            .configs(
                Map.of(
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_DEAD_LETTER_BYTES)));
    try (Admin admin = Admin.create(settings)) {
      admin
          .createTopics(
              List.of(
                  topic(topics.input(), partitions),
                  topic(topics.plaintext(), partitions),
                  deadLetters))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The topics cannot be made", e);
    }
  }

  private static NewTopic topic(String name, int partitions) {
    return new NewTopic(name, Optional.of(partitions), Optional.empty());
  }

  @Override
  public void close() {
    try {
      kit.close();
    } catch (Exception e) {
      throw new IllegalStateException("The embedded broker does not stop", e);
    }
  }
}
