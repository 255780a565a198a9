package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.core.e2e.E2eVersion;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
  private static final int CHUNK = 5_000;

  /** One part of so many: threads, connections and partitions find their places. */
  private static final int WARMING_UP = 4;

  /** Hands over the message as it is. */
  private static final MessageOpener NOTHING =
      MessageOpener.each(
          message ->
              CompletableFuture.completedFuture(
                  new Outcome.Plaintext(null, message == null ? new byte[0] : message)));

  private final PrintStream out;
  private final Sizes sizes;
  private final Duration warmUp;
  private final int rounds;
  private int runs;

  Measurement(PrintStream out, Sizes sizes, Duration warmUp, int rounds) {
    this.out = out;
    this.sizes = sizes;
    this.warmUp = warmUp;
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
    Counters lookUps = new Counters();
    try (World world = World.of(broker, topics, PARTITIONS, DEVICES, version);
        FleetSender sender = world.sender(0);
        ServiceClient client = client(world.settings(), lookUps)) {
      for (int sent = 0; sent < messages; sent += CHUNK) {
        sender.send(Math.min(CHUNK, messages - sent));
      }
      say(
          "%n%s, %,d messages of 64 bytes from %,d devices, polls of up to %,d",
          version, messages, DEVICES, sizes.batch());
      Cost cold = run(world, 2, messages, new StopWatch(client.opener(), 0));
      say("2 stream threads, no key cached: SDK %s", cold);
      if (version == E2eVersion.V2) {
        compare(world, messages, client.opener());
        say("%,d look-ups in all", lookUps.lookUps());
      }
    }
  }

  /**
   * With every key cached, as in a fleet that keeps its keys for long. Rounds of the first minute
   * warm up, as the JIT compiler takes its share of the processors, and do not count.
   */
  private void compare(World world, int messages, MessageOpener sdk) throws InterruptedException {
    int round = 0;
    for (long end = System.nanoTime() + warmUp.toNanos(); System.nanoTime() < end; round++) {
      round(world, messages, sdk, round, "Warming up");
    }
    Map<Integer, Comparison> comparisons = new TreeMap<>();
    for (int last = round + rounds; round < last; round++) {
      round(world, messages, sdk, round, "Counted")
          .forEach(
              (threads, pair) ->
                  comparisons.computeIfAbsent(threads, none -> new Comparison()).add(pair));
    }
    comparisons.forEach(
        (threads, comparison) -> say("Stream threads: %d%n%s", threads, comparison));
  }

  /** A pair for each number of stream threads. */
  private Map<Integer, Comparison.Pair> round(
      World world, int messages, MessageOpener sdk, int number, String kind)
      throws InterruptedException {
    Map<Integer, Comparison.Pair> pairs = new TreeMap<>();
    for (int threads : THREADS) {
      Comparison.Pair pair = pair(world, threads, messages, sdk, number % 2 == 0);
      pairs.put(threads, pair);
      say("%s, stream threads: %d, %s", kind, threads, pair);
    }
    return pairs;
  }

  /** In one round the one goes first, in the next the other. */
  private Comparison.Pair pair(
      World world, int threads, int messages, MessageOpener sdk, boolean isSdkFirst)
      throws InterruptedException {
    Cost first = warm(world, threads, messages, isSdkFirst ? sdk : NOTHING);
    Cost second = warm(world, threads, messages, isSdkFirst ? NOTHING : sdk);
    return isSdkFirst ? new Comparison.Pair(second, first) : new Comparison.Pair(first, second);
  }

  private static ServiceClient client(AppSettings settings, Counters lookUps) {
    return new ServiceClient(
        ServiceClient.builder(settings.service()),
        Sizes.standard(),
        settings.patience().limit(),
        lookUps);
  }

  private Cost warm(World world, int threads, int messages, MessageOpener opener)
      throws InterruptedException {
    return run(world, threads, messages, new StopWatch(opener, messages / WARMING_UP));
  }

  /** Until the last of so many messages is committed. */
  private Cost run(World world, int threads, int messages, StopWatch watch)
      throws InterruptedException {
    runs++;
    AppSettings settings =
        world
            .settings()
            .with(sizes.withThreads(threads))
            .with(Map.of(StreamsConfig.APPLICATION_ID_CONFIG, "measure-" + runs));
    try (Lag lag = new Lag(settings.cluster(), settings.applicationId(), world.topics().input());
        UnprotectApp app = UnprotectApp.start(settings, watch)) {
      while (app.counters().messages() < messages || lag.read() != 0) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      return watch.cost(messages);
    }
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
