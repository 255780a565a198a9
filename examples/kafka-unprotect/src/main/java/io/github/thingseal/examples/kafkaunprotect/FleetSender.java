package io.github.thingseal.examples.kafkaunprotect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the devices of a fleet have to say to the input topic, one after the other, and among
 * it what no one can unprotect.
 */
final class FleetSender implements AutoCloseable {
  /** A header of what cannot be unprotected: the reason that is expected, and its number. */
  static final String EXPECTED = "expected";

  private final KafkaProducer<byte[], byte[]> producer;
  private final Fleet fleet;
  private final String topic;
  private final List<String> poison = new ArrayList<>();
  private final int poisonEvery;
  private int turn;
  private volatile @Nullable Exception failure;

  /** Every so many messages one is of no use; 0 for never. */
  FleetSender(Map<String, Object> cluster, Fleet fleet, String topic, int poisonEvery) {
    Map<String, Object> settings = new HashMap<>(cluster);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    this.fleet = fleet;
    this.topic = topic;
    this.poisonEvery = poisonEvery;
  }

  /** Sends so many messages, and waits until the broker has them. */
  void send(int count) {
    for (int i = 0; i < count; i++) {
      sendOne();
    }
    producer.flush();
    if (failure != null) {
      throw new IllegalStateException("Messages of the fleet were not sent", failure);
    }
  }

  /** What was sent that cannot be unprotected: reason and number of each. */
  List<String> poison() {
    return poison;
  }

  private void sendOne() {
    turn++;
    if (poisonEvery > 0 && turn % poisonEvery == 0) {
      sendPoison(turn / poisonEvery);
      return;
    }
    SimulatedDevice device = next();
    send(device.recordKey(), device.send(), null);
  }

  private SimulatedDevice next() {
    return fleet.devices().get(turn % fleet.devices().size());
  }

  private void sendPoison(int number) {
    SimulatedDevice device = next();
    switch (number % 4) {
      case 0 -> poison(device, Reason.EMPTY, null);
      case 1 -> poison(device, Reason.MALFORMED, new byte[] {(byte) 0xFF, 1, 2});
      case 2 -> poison(fleet.stranger(), Reason.UNKNOWN_DEVICE, fleet.stranger().send());
      default -> poison(device, Reason.ALTERED, device.sendAltered());
    }
  }

  private void poison(SimulatedDevice device, Reason reason, byte @Nullable [] message) {
    String expected = reason + " " + poison.size();
    poison.add(expected);
    // Without a key, too.
    send(poison.size() % 3 == 0 ? null : device.recordKey(), message, expected);
  }

  private void send(byte @Nullable [] key, byte @Nullable [] value, @Nullable String expected) {
    ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic, key, value);
    if (expected != null) {
      message.headers().add(EXPECTED, expected.getBytes(StandardCharsets.US_ASCII));
    }
    var unused =
        producer.send(
            message,
            (metadata, exception) -> {
              if (exception != null) {
                failure = exception;
              }
            });
  }

  @Override
  public void close() {
    producer.close();
  }
}
