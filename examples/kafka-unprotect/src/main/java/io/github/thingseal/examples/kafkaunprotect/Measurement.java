package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.core.e2e.E2eVersion;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Runs the application on a topic that is full already, from its first message to its last, with
 * the SDK and with an unprotect that does nothing, in turn.
 */
final class Measurement {
  private static final int DEVICES = 1_000;
  private static final int PARTITIONS = 4;
  private static final int[] THREADS = {1, 2, 4};
  private static final int WARM_UP = 50_000;

  private final PrintStream out;
  private final int rounds;
  private int runs;

  Measurement(PrintStream out, int rounds) {
    this.out = out;
    this.rounds = rounds;
  }

  void run(int v2Messages, int v1Messages) throws InterruptedException {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      measure(broker, E2eVersion.V2, v2Messages);
      if (v1Messages > 0) {
        measure(broker, E2eVersion.V1, v1Messages);
      }
    }
  }

  private void measure(EmbeddedBroker broker, E2eVersion version, int messages)
      throws InterruptedException {
    Topics topics = new Topics("in-" + version, "out-" + version, "dead-" + version);
    try (World world = World.of(broker, topics, PARTITIONS, DEVICES, version);
        FleetSender sender = world.sender(0)) {
      sender.send(messages);
      say("%n%s, %,d messages of 64 bytes from %,d devices", version, messages, DEVICES);
      warmUp(world, Math.min(messages, WARM_UP));
      for (int threads : THREADS) {
        double nothing = 0;
        double sdk = 0;
        for (int round = 0; round < rounds; round++) {
          nothing = Math.max(nothing, rate(world, threads, messages, false));
          sdk = Math.max(sdk, rate(world, threads, messages, true));
        }
        say(
            "%d stream threads: do-nothing %,8.0f messages/s, SDK %,8.0f messages/s: the SDK takes"
                + " %.0f %%",
            threads, nothing, sdk, 100 * (1 - sdk / nothing));
      }
    }
  }

  private void warmUp(World world, int messages) throws InterruptedException {
    double unused = rate(world, 1, messages, false) + rate(world, 1, messages, true);
  }

  /** Messages a second from the first one to the last of so many. */
  private double rate(World world, int threads, int messages, boolean withSdk)
      throws InterruptedException {
    runs++;
    AppSettings settings =
        world
            .settings()
            .with(Sizes.standard().withThreads(threads))
            .with(Map.of(StreamsConfig.APPLICATION_ID_CONFIG, "measure-" + runs));
    try (UnprotectApp app =
        withSdk ? UnprotectApp.start(settings) : UnprotectApp.start(settings, nothing())) {
      app.awaitRunning();
      while (app.counters().messages() == 0) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      long start = System.nanoTime();
      long first = app.counters().messages();
      while (app.counters().messages() < messages) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return (app.counters().messages() - first) / seconds;
    }
  }

  /** Hands over the message as it is. */
  private static MessageOpener nothing() {
    return message ->
        CompletableFuture.completedFuture(
            new Outcome.Plaintext(null, message == null ? new byte[0] : message));
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
