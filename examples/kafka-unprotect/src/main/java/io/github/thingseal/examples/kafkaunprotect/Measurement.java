package io.github.thingseal.examples.kafkaunprotect;

import com.sun.management.OperatingSystemMXBean;
import io.github.thingseal.core.e2e.E2eVersion;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * Runs the application on a topic that is full already, from its first message to its last, with
 * the SDK and with an unprotect that does nothing, in turn.
 */
final class Measurement {
  private static final int DEVICES = 1_000;
  private static final int PARTITIONS = 4;
  private static final int[] THREADS = {1, 2, 4};
  private static final int CHUNK = 5_000;

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
    Counters lookUps = new Counters();
    try (World world = World.of(broker, topics, PARTITIONS, DEVICES, version);
        FleetSender sender = world.sender(0);
        ServiceClient client = client(world.settings(), lookUps)) {
      for (int sent = 0; sent < messages; sent += CHUNK) {
        sender.send(Math.min(CHUNK, messages - sent));
      }
      say("%n%s, %,d messages of 64 bytes from %,d devices", version, messages, DEVICES);
      Cost cold = run(world, 2, messages, client.opener());
      say("2 stream threads, no key cached: SDK %s", cold);
      if (version == E2eVersion.V2) {
        compare(world, messages, client.opener(), lookUps);
      }
    }
  }

  /** With every key cached, as in a fleet that keeps its keys for long. */
  private void compare(World world, int messages, MessageOpener opener, Counters lookUps)
      throws InterruptedException {
    Cost unused = run(world, 1, messages, Measurement::nothing);
    for (int threads : THREADS) {
      long before = lookUps.lookUps();
      Cost nothing = Cost.NONE_YET;
      Cost sdk = Cost.NONE_YET;
      for (int round = 0; round < rounds; round++) {
        nothing = nothing.better(run(world, threads, messages, Measurement::nothing));
        sdk = sdk.better(run(world, threads, messages, opener));
      }
      say(
          "%d stream threads, keys cached: do-nothing %s, SDK %s: the SDK takes %.0f %% of the rate,"
              + " %.0f %% of the processor time (%,d look-ups)",
          threads,
          nothing,
          sdk,
          100 * (1 - sdk.rate() / nothing.rate()),
          100 * (1 - nothing.micros() / sdk.micros()),
          lookUps.lookUps() - before);
    }
  }

  private static ServiceClient client(AppSettings settings, Counters lookUps) {
    return new ServiceClient(
        ServiceClient.builder(settings.service()),
        Sizes.standard(),
        settings.patience().limit(),
        lookUps);
  }

  /** From the poll of the first message until the last of so many is committed. */
  private Cost run(World world, int threads, int messages, MessageOpener opener)
      throws InterruptedException {
    runs++;
    AppSettings settings =
        world
            .settings()
            .with(Sizes.standard().withThreads(threads))
            .with(Map.of(StreamsConfig.APPLICATION_ID_CONFIG, "measure-" + runs));
    FirstCall timed = new FirstCall(opener);
    try (Lag lag = new Lag(settings.cluster(), settings.applicationId(), world.topics().input());
        UnprotectApp app = UnprotectApp.start(settings, timed)) {
      while (app.counters().messages() < messages || lag.read() != 0) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      double nanos = System.nanoTime() - timed.nanos();
      return new Cost(messages * 1e9 / nanos, (cpuNanos() - timed.cpuNanos()) / 1e3 / messages);
    }
  }

  /** Of the whole process, the broker included. */
  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  /** Messages a second, and microseconds of processor time a message. */
  private record Cost(double rate, double micros) {
    static final Cost NONE_YET = new Cost(0, Double.MAX_VALUE);

    Cost better(Cost other) {
      return new Cost(Math.max(rate, other.rate), Math.min(micros, other.micros));
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%,.0f messages/s (%.1f µs each)", rate, micros);
    }
  }

  /** Hands over the message as it is. */
  private static CompletableFuture<Outcome> nothing(byte @Nullable [] message) {
    return CompletableFuture.completedFuture(
        new Outcome.Plaintext(null, message == null ? new byte[0] : message));
  }

  /** Notes when the first message was begun. */
  private static final class FirstCall implements MessageOpener {
    private final MessageOpener opener;
    private final AtomicLong nanos = new AtomicLong();
    private volatile long cpuNanos;

    FirstCall(MessageOpener opener) {
      this.opener = opener;
    }

    @Override
    public CompletableFuture<Outcome> open(byte @Nullable [] message) {
      if (nanos.get() == 0 && nanos.compareAndSet(0, System.nanoTime())) {
        cpuNanos = Measurement.cpuNanos();
      }
      return opener.open(message);
    }

    long nanos() {
      return nanos.get();
    }

    long cpuNanos() {
      return cpuNanos;
    }
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
