package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.testkit.ServiceFault;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A fleet that sends for a while, the application at work, and a check of what came out. */
final class Demonstration {
  private static final int PARTITIONS = 4;
  private static final int TICKS_PER_SECOND = 50;
  private static final int POISON_EVERY = 100;

  /** How long nothing may come out before the rest counts as lost. */
  private static final long STANDSTILL_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final DemonstrationOptions options;
  private final PrintStream out;
  private final Random random = new Random();

  Demonstration(DemonstrationOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** Runs it; false if something was lost, doubled or otherwise wrong. */
  @SuppressWarnings("try")
  boolean run() throws InterruptedException, IOException {
    options.check();
    say("Starting a broker (KRaft), a service and %,d simulated devices", options.devices());
    Topics topics = Topics.standard();
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        World world =
            World.of(broker, topics, PARTITIONS, options.devices(), E2eVersion.V1, E2eVersion.V2)) {
      slowDown(world);
      Check check = new Check(topics);
      try (OutputReader unused = OutputReader.committed(world.clients(), topics, check::take)) {
        return options.instances() == 0 ? runHere(world, check) : runApart(world, check);
      }
    }
  }

  private void slowDown(World world) {
    if (!options.serviceDelay().isZero()) {
      world.cloud().inject(ServiceFault.slow(options.serviceDelay()).onPath(Paths.UPLINK));
    }
  }

  private boolean runHere(World world, Check check) throws InterruptedException, IOException {
    try (FleetSender sender = world.sender(POISON_EVERY)) {
      Counters counters = workHere(world, sender, check);
      boolean right = report(world, sender);
      say(
          "%,d look-ups for %,d messages: cache hits %s",
          counters.lookUps(),
          counters.messages(),
          LiveLine.hits(counters.messages(), counters.lookUps()).strip());
      return right;
    }
  }

  @SuppressWarnings("try")
  private Counters workHere(World world, FleetSender sender, Check check)
      throws InterruptedException, IOException {
    AppSettings settings = world.settings().with(options.sizes());
    try (UnprotectApp app = UnprotectApp.start(settings)) {
      app.awaitRunning();
      say("%d stream threads are at work", settings.sizes().threads());
      Lag lag = new Lag(settings.cluster(), settings.applicationId(), world.topics().input());
      try (LiveLine unused = LiveLine.start(out, app.counters(), lag)) {
        send(sender, tick -> {});
        awaitAll(world, sender, check);
      }
      return app.counters();
    }
  }

  private boolean runApart(World world, Check check) throws InterruptedException, IOException {
    try (FleetSender sender = world.sender(POISON_EVERY)) {
      workApart(world, sender, check);
      return report(world, sender);
    }
  }

  private void workApart(World world, FleetSender sender, Check check)
      throws InterruptedException, IOException {
    try (Instances instances = new Instances(world, out)) {
      for (int i = 0; i < options.instances(); i++) {
        instances.start();
      }
      List<Integer> moments = moments();
      send(
          sender,
          tick -> {
            for (int moment : moments) {
              if (moment == tick) {
                replace(instances);
              }
            }
          });
      awaitAll(world, sender, check);
    }
  }

  /** Some time after the start of the processes, so that there is something to interrupt. */
  private List<Integer> moments() {
    int ticks = options.seconds() * TICKS_PER_SECOND;
    return IntStream.range(0, options.kills())
        .map(i -> ticks / 4 + random.nextInt(Math.max(1, ticks * 3 / 4)))
        .boxed()
        .toList();
  }

  private void replace(Instances instances) throws InterruptedException, IOException {
    instances.kill(random.nextInt(options.instances()));
    say("Killed an instance; another one starts");
    instances.start();
  }

  /** Goes on with something else at each tick. */
  @FunctionalInterface
  private interface Tick {
    void at(int number) throws InterruptedException, IOException;
  }

  private void send(FleetSender sender, Tick tick) throws InterruptedException, IOException {
    long start = System.nanoTime();
    int ticks = options.seconds() * TICKS_PER_SECOND;
    long sent = 0;
    for (int i = 1; i <= ticks; i++) {
      long due = (long) options.rate() * i / TICKS_PER_SECOND;
      sender.send((int) (due - sent));
      sent = due;
      tick.at(i);
      long next = start + TimeUnit.SECONDS.toNanos(1) * i / TICKS_PER_SECOND;
      TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
    }
  }

  private void awaitAll(World world, FleetSender sender, Check check) throws InterruptedException {
    int before = Integer.MAX_VALUE;
    long since = System.nanoTime();
    int missing = check.missing(world.fleet(), sender.poison());
    while (missing > 0 && System.nanoTime() - since < STANDSTILL_NANOS) {
      if (missing != before) {
        before = missing;
        since = System.nanoTime();
      }
      TimeUnit.MILLISECONDS.sleep(100);
      missing = check.missing(world.fleet(), sender.poison());
    }
  }

  /** Of all that there is, now that no instance works any more. */
  private boolean report(World world, FleetSender sender) {
    Check check = new Check(world.topics());
    OutputReader.allCommitted(world.clients(), world.topics(), check::take);
    int missing = check.missing(world.fleet(), sender.poison());
    say("");
    say(
        "%,d readings and %,d messages of no use sent; %,d plaintexts and %,d dead letters came"
            + " out",
        world.fleet().devices().stream().mapToInt(SimulatedDevice::sent).sum(),
        sender.poison().size(),
        check.plaintexts(),
        check.deadLetters());
    check.faults().stream().limit(10).forEach(fault -> say("WRONG: %s", fault));
    boolean right = missing == 0 && check.faults().isEmpty();
    say(
        right
            ? "Each came out once, in the order of its device: nothing is lost or doubled."
            : "%,d are missing, %,d are wrong.",
        missing,
        check.faults().size());
    return right;
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
