package io.github.thingseal.examples.kafkaunprotect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.thingseal.cloud.SecurityServicesBuilder;
import io.github.thingseal.cloud.resilience.CircuitBreakerSettings;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.examples.kafkaunprotect.Patience.Afterwards;
import io.github.thingseal.testkit.ServiceFault;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.StreamsConfig;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** The application on a real broker, with a simulated service and devices of V1 and V2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterTest {
  /** An upper bound only, for a machine that is busy with other things. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final String ONE_PARTITION = "one-partition";
  private static final int PARTITIONS = 4;
  private static final int DEVICES = 40;
  private static final int POISON_EVERY = 20;

  private EmbeddedBroker broker;
  private World world;
  private Check check;
  private OutputReader committed;
  private FleetSender sender;

  @BeforeAll
  void startBroker() {
    LogLevels.quiet();
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void startWorld(TestInfo test) throws InterruptedException {
    String name = test.getTestMethod().orElseThrow().getName();
    Topics topics = new Topics(name + "-in", name + "-out", name + "-dead");
    int partitions = test.getTags().contains(ONE_PARTITION) ? 1 : PARTITIONS;
    world = World.of(broker, topics, partitions, DEVICES, E2eVersion.V1, E2eVersion.V2);
    check = new Check(topics);
    committed = OutputReader.committed(world.clients(), topics, check::take);
    sender = world.sender(POISON_EVERY);
  }

  @AfterEach
  void stopWorld() {
    sender.close();
    committed.close();
    world.close();
  }

  private AppSettings settings() {
    return world
        .settings()
        .with(Map.of(StreamsConfig.APPLICATION_ID_CONFIG, world.topics().input()))
        .with(new Sizes(2, 200, 32, 10_000));
  }

  /** A stream thread that is replaced ends with an exception, which is not the test's. */
  private static ConditionFactory waiting() {
    return await().dontCatchUncaughtExceptions();
  }

  private void awaitAll() {
    waiting()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> check.missing(world.fleet(), sender.poison()) == 0);
  }

  /** By all that there is at the end: something doubled may come behind what was waited for. */
  private void assertEachOnce() {
    Check whole = new Check(world.topics());
    OutputReader.allCommitted(world.clients(), world.topics(), whole::take);
    assertThat(whole.faults()).isEmpty();
    int readings = world.fleet().devices().stream().mapToInt(SimulatedDevice::sent).sum();
    assertThat(whole.plaintexts()).isEqualTo(readings);
    assertThat(whole.deadLetters()).isEqualTo(sender.poison().size());
  }

  @Test
  void killedInstance_losesAndDoublesNothing() throws Exception {
    world.cloud().inject(ServiceFault.slow(Duration.ofMillis(5)).onPath(Paths.UPLINK));
    AtomicInteger written = new AtomicInteger();
    PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try (OutputReader uncommitted =
            OutputReader.uncommitted(
                world.clients(), world.topics(), found -> written.incrementAndGet());
        Instances instances = new Instances(world, quiet)) {
      assertThat(uncommitted).isNotNull();
      instances.start();
      instances.start();
      sendUntilSomethingIsNotCommitted(written);
      instances.kill(0);
      instances.start();
      sender.send(500);
      awaitAll();
    }
    assertEachOnce();
  }

  /** Goes on sending, so that the instances are at work when one is killed. */
  private void sendUntilSomethingIsNotCommitted(AtomicInteger written) {
    sender.send(500);
    AtomicInteger more = new AtomicInteger(100);
    waiting()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              if (more.getAndDecrement() > 0) {
                sender.send(20);
              }
              int done = check.plaintexts() + check.deadLetters();
              return done > 100 && written.get() > done + 20;
            });
  }

  @Test
  void slowAndFailingService_isSatOut() throws InterruptedException {
    world.cloud().inject(ServiceFault.status(503).onPath(Paths.UPLINK));
    Patience patience = new Patience(PATIENCE, Duration.ofMillis(100), Afterwards.FAIL);
    AppSettings settings = settings().with(patience);
    // Half a second of it is enough to see that it is sat out.
    CircuitBreakerSettings breaker = new CircuitBreakerSettings(50, 20, Duration.ofMillis(500));
    try (ServiceClient client =
            client(settings, ServiceClient.builder(settings.service()).circuitBreaker(breaker));
        UnprotectApp app = UnprotectApp.start(settings, client.opener())) {
      sender.send(200);
      waiting().atMost(PATIENCE).until(() -> app.counters().held() > 0);
      world.cloud().clearFaults();
      world.cloud().inject(ServiceFault.reset().onPath(Paths.UPLINK).times(3));
      world
          .cloud()
          .inject(ServiceFault.slow(Duration.ofMillis(200)).onPath(Paths.UPLINK).times(20));
      awaitAll();
      assertThat(app.counters().aborts()).isZero();
    }
    assertEachOnce();
  }

  @Test
  void outage_whenItOutlastsThePatience_abortsAndProcessesAgain() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    Patience patience =
        new Patience(Duration.ofMillis(200), Duration.ofMillis(10), Afterwards.FAIL);
    AppSettings settings = settings().with(patience);
    try (ServiceClient client = client(settings, ServiceClient.builder(settings.service()));
        UnprotectApp app =
            UnprotectApp.start(
                settings,
                MessageOpener.each(
                    message -> down.get() ? held() : patiently(client.opener(), message)))) {
      sender.send(200);
      waiting().atMost(PATIENCE).until(() -> check.plaintexts() > 50);
      down.set(true);
      sender.send(200);
      waiting().atMost(PATIENCE).until(() -> app.counters().aborts() >= 2);
      down.set(false);
      awaitAll();
    }
    assertEachOnce();
  }

  private ServiceClient client(AppSettings settings, SecurityServicesBuilder builder) {
    return new ServiceClient(builder, settings.sizes(), PATIENCE, new Counters());
  }

  private static CompletableFuture<Outcome> held() {
    return CompletableFuture.completedFuture(new Outcome.Held("down"));
  }

  /** The patience of the test is for the outage that it makes, and not for a busy machine. */
  private static CompletableFuture<Outcome> patiently(
      MessageOpener opener, byte @Nullable [] message) {
    return CompletableFuture.completedFuture(opener.open(message).join());
  }

  /** Look-ups that end only when there are so many of them under way: one by one they never end. */
  @Test
  @Tag(ONE_PARTITION)
  void lookUps_ofAPollAreUnderWayTogether() throws InterruptedException {
    int together = 30;
    List<CompletableFuture<Outcome>> waiting = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    AppSettings settings = settings().with(new Sizes(1, 1_000, 32, 0));
    sender.send(together * 2);
    try (ServiceClient client = client(settings, ServiceClient.builder(settings.service()));
        UnprotectApp app =
            UnprotectApp.start(
                settings.with(new Patience(PATIENCE, PATIENCE, Afterwards.FAIL)),
                MessageOpener.each(
                    message -> {
                      Outcome outcome = client.opener().open(message).join();
                      CompletableFuture<Outcome> late = new CompletableFuture<>();
                      waiting.add(late);
                      outcomes.add(outcome);
                      if (waiting.size() >= together) {
                        for (int i = 0; i < waiting.size(); i++) {
                          waiting.get(i).complete(outcomes.get(i));
                        }
                      }
                      return late;
                    }))) {
      awaitAll();
      assertThat(app.counters().aborts()).isZero();
    }
    assertEachOnce();
  }
}
