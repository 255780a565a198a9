package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.core.id.RotPublicUid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Compares the output with what was sent, by count and by content. Each reading must come out once,
 * in the order of its device, and each invalid message once, with its reason.
 */
final class Check {
  private final Topics topics;
  private final Map<RotPublicUid, Integer> next = new HashMap<>();
  private final Set<String> dead = new HashSet<>();
  private final List<String> faults = new ArrayList<>();
  private int plaintexts;

  Check(Topics topics) {
    this.topics = topics;
  }

  /** Takes a record of one of the output topics. */
  synchronized void take(ConsumerRecord<byte[], byte[]> found) {
    if (found.topic().equals(topics.plaintext())) {
      takePlaintext(found);
    } else {
      takeDeadLetter(found);
    }
  }

  private void takePlaintext(ConsumerRecord<byte[], byte[]> found) {
    plaintexts++;
    Reading reading = Reading.parse(found.value()).orElse(null);
    if (reading == null) {
      faults.add("Not what a device said, at " + place(found));
      return;
    }
    byte[] key = reading.uid().hex().getBytes(StandardCharsets.US_ASCII);
    if (!Arrays.equals(key, found.key())) {
      faults.add(reading + " has the key of another device");
    }
    int expected = next.getOrDefault(reading.uid(), 0);
    if (reading.number() != expected) {
      String what = reading.number() < expected ? " came again" : " came before " + expected;
      faults.add(reading + what + ", at " + place(found));
    }
    next.put(reading.uid(), Math.max(expected, reading.number() + 1));
  }

  private void takeDeadLetter(ConsumerRecord<byte[], byte[]> found) {
    String expected = header(found, FleetSender.EXPECTED);
    String reason = header(found, DeadLetters.REASON);
    if (expected == null || reason == null || !expected.startsWith(reason + " ")) {
      faults.add("A dead letter for " + reason + ", expected: " + expected);
    } else if (!dead.add(expected)) {
      faults.add("Dead letter " + expected + " came again");
    }
  }

  private static @Nullable String header(ConsumerRecord<byte[], byte[]> found, String name) {
    Header header = found.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static String place(ConsumerRecord<byte[], byte[]> found) {
    return found.topic() + "-" + found.partition() + "@" + found.offset();
  }

  synchronized int plaintexts() {
    return plaintexts;
  }

  synchronized int deadLetters() {
    return dead.size();
  }

  /** What is wrong by now, besides what is still to come. */
  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /** How many messages have not come out yet. */
  synchronized int missing(Fleet fleet, List<String> poison) {
    int missing = 0;
    for (SimulatedDevice device : fleet.devices()) {
      missing += device.sent() - next.getOrDefault(device.uid(), 0);
    }
    return missing + poison.size() - dead.size();
  }
}
