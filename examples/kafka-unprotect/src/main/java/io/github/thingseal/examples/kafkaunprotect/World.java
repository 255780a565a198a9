package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.testkit.SimulatedServices;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** All that the application needs around it, simulated or embedded. */
final class World implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final SimulatedServices cloud;
  private final Fleet fleet;
  private final Topics topics;

  private World(EmbeddedBroker broker, SimulatedServices cloud, Fleet fleet, Topics topics) {
    this.broker = broker;
    this.cloud = cloud;
    this.fleet = fleet;
    this.topics = topics;
  }

  /** A world with its topics and so many devices, which use the versions in turn. */
  static World of(
      EmbeddedBroker broker, Topics topics, int partitions, int devices, E2eVersion... versions)
      throws InterruptedException {
    broker.create(topics, partitions);
    SimulatedServices cloud = SimulatedServices.start();
    return new World(broker, cloud, Fleet.onboard(cloud, devices, versions), topics);
  }

  SimulatedServices cloud() {
    return cloud;
  }

  Fleet fleet() {
    return fleet;
  }

  Topics topics() {
    return topics;
  }

  Map<String, Object> clients() {
    return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
  }

  FleetSender sender(int poisonEvery) {
    return new FleetSender(clients(), fleet, topics.input(), poisonEvery);
  }

  /** How an instance in this process works here. */
  AppSettings settings() {
    ServiceAccess access =
        new ServiceAccess(
            cloud.url().toString(),
            Credentials.of(cloud.accessKey(), cloud.accessSecret()),
            List.of(cloud.certificate()));
    return AppSettings.of(broker.bootstrapServers(), access).with(topics);
  }

  @Override
  public void close() {
    fleet.close();
    cloud.close();
  }
}
