package io.github.thingseal.production;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.Bench;
import io.github.thingseal.cloud.Device;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModuleEvent;
import io.github.thingseal.testkit.SimulatedServices;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A production line whose process is killed, as nothing in it can notice; modules and service are
 * in this process, and live on.
 */
@Timeout(300)
class ProductionLineKilledTest {
  private static final int MODULES = 6;
  private static final int FACTOR = 30;

  /** When the process is killed. */
  private enum Moment {
    ANNOUNCED,
    ACCEPTED,
    SEALED,
    NEVER
  }

  private final SimulatedServices service = SimulatedServices.start();
  private final HeldAir air = new HeldAir(service.air());
  private final Map<RotPublicUid, SealRecordingProxy> taps = new LinkedHashMap<>();
  private final Map<RotPublicUid, AtomicInteger> seals = new LinkedHashMap<>();
  private final Map<RotPublicUid, SimulatedModule> modules = new LinkedHashMap<>();
  private final Object life = new Object();
  private Moment moment = Moment.NEVER;
  private @Nullable Process host;

  @TempDir private Path folder;

  @BeforeEach
  void plugIn() throws IOException {
    for (int i = 0; i < MODULES; i++) {
      RootOfTrust rootOfTrust = service.manufacture();
      SimulatedModule module =
          SimulatedModule.builder(rootOfTrust).air(air).fastTime(FACTOR).build();
      AtomicInteger sealed = new AtomicInteger();
      module.onEvent(
          event -> {
            if (event.kind() == SimulatedModuleEvent.Kind.SEALED) {
              sealed.incrementAndGet();
              livesAfter(Moment.SEALED);
            }
          });
      modules.put(rootOfTrust.uid(), module);
      seals.put(rootOfTrust.uid(), sealed);
      taps.put(rootOfTrust.uid(), new SealRecordingProxy(module.listenTcp(0), new Killer()));
    }
  }

  @AfterEach
  void unplug() throws IOException {
    kill();
    for (SealRecordingProxy tap : taps.values()) {
      tap.close();
    }
    modules.values().forEach(SimulatedModule::close);
    service.close();
  }

  @Test
  void run_whenItsProcessIsKilledAgainAndAgain_sealsEachModuleOnceWithItsOneSerial()
      throws IOException, InterruptedException {
    assertThat(exitCode(Moment.ANNOUNCED)).isNotZero();
    assertThat(total(SealRecordingProxy::accepted)).isZero();
    assertThat(latest()).anyMatch(entry -> entry.event() == JournalEntry.Event.SEALING);
    assertNothingIsForgotten();

    air.hold();
    assertThat(exitCode(Moment.ACCEPTED)).isNotZero();
    assertThat(total(SealRecordingProxy::accepted)).isPositive();
    assertThat(sealed()).isZero();
    assertNothingIsForgotten();

    // The sealing that is under way is let go on once the next process has found it.
    assertThat(exitCode(Moment.SEALED)).isNotZero();
    assertThat(total(SealRecordingProxy::refused)).isPositive();
    assertThat(sealed()).isPositive();
    assertNothingIsForgotten();
    assertThat(file("results")).doesNotExist();

    assertThat(exitCode(Moment.NEVER)).isZero();
    assertNothingIsForgotten();
    assertThat(taps.values()).extracting(SealRecordingProxy::accepted).containsOnly(1L);
    assertThat(seals.values()).extracting(AtomicInteger::get).containsOnly(1);
    assertThat(latest()).hasSize(MODULES).allMatch(JournalEntry::isVerified);
    assertResultsAreComplete();
  }

  /** Whatever a module was sealed as is in the journal, and never changes. */
  private void assertNothingIsForgotten() {
    Map<RotPublicUid, JournalEntry> known =
        latest().stream().collect(Collectors.toMap(JournalEntry::rotPublicUid, entry -> entry));
    taps.forEach(
        (uid, tap) ->
            assertThat(tap.commands())
                .allSatisfy(
                    command -> {
                      assertThat(known).containsKey(uid);
                      JournalEntry entry = Objects.requireNonNull(known.get(uid));
                      assertThat(entry.event()).isNotEqualTo(JournalEntry.Event.RESERVED);
                      assertThat(command).endsWith(",\"" + entry.serial() + "\"");
                    }));
  }

  private void assertResultsAreComplete() throws IOException {
    Map<RotPublicUid, String> serials =
        latest().stream()
            .collect(Collectors.toMap(JournalEntry::rotPublicUid, e -> e.serial().value()));
    assertThat(serials.values())
        .containsExactlyInAnyOrderElementsOf(
            KilledHost.serials(MODULES).stream().map(DeviceSerialNumber::value).toList());
    assertThat(Files.readAllLines(file("results")))
        .isEqualTo(
            taps.entrySet().stream()
                .map(tap -> tap.getValue().port() + " " + serials.get(tap.getKey()))
                .toList());
    try (SecurityServices services = Bench.openServices(service)) {
      assertThat(services.devices().list().execute())
          .filteredOn(device -> device.serialNumber().isPresent())
          .extracting(device -> device.rotPublicUid().uid().orElseThrow(), Device::serialNumber)
          .hasSize(MODULES)
          .allSatisfy(
              pair ->
                  assertThat(pair.toList().get(1))
                      .hasToString("Optional[" + serials.get(pair.toList().get(0)) + "]"));
    }
  }

  private long total(ToLongFunction<SealRecordingProxy> count) {
    return taps.values().stream().mapToLong(count).sum();
  }

  private int sealed() {
    return seals.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  private List<JournalEntry> latest() {
    try (SealingJournal journal = SealingJournal.open(file("line.journal"))) {
      return journal.latest();
    }
  }

  private int exitCode(Moment end) throws IOException, InterruptedException {
    Process started;
    synchronized (life) {
      moment = end;
      started = start();
      host = started;
    }
    assertThat(started.waitFor(120, TimeUnit.SECONDS)).as("ended: %s", end).isTrue();
    return started.exitValue();
  }

  private Process start() throws IOException {
    Properties bench = new Properties();
    bench.setProperty("service", service.url().toString());
    bench.setProperty("key", service.accessKey());
    bench.setProperty(
        "secret",
        service.accessSecret().expose(bytes -> new String(bytes, StandardCharsets.US_ASCII)));
    bench.setProperty("certificate", service.certificatePem());
    bench.setProperty("profile", service.deviceProfile().value());
    bench.setProperty("journal", file("line.journal").toString());
    bench.setProperty("results", file("results").toString());
    bench.setProperty(
        "ports",
        taps.values().stream()
            .map(tap -> Integer.toString(tap.port()))
            .collect(Collectors.joining(",")));
    try (OutputStream out = Files.newOutputStream(file("bench.properties"))) {
      bench.store(out, null);
    }
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            KilledHost.class.getName(),
            file("bench.properties").toString())
        .redirectErrorStream(true)
        .redirectOutput(file("output").toFile())
        .start();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  /** Whether the process is still there after this. */
  private boolean livesAfter(Moment now) {
    synchronized (life) {
      if (now == moment) {
        kill();
      }
      return host != null && host.isAlive();
    }
  }

  private void kill() {
    if (host != null) {
      host.destroyForcibly().onExit().join();
    }
  }

  private final class Killer implements SealRecordingProxy.Watcher {
    @Override
    public boolean sent() {
      return livesAfter(Moment.ANNOUNCED);
    }

    @Override
    public boolean answered(boolean accepted) {
      if (!accepted) {
        air.letGo();
      }
      return !accepted || livesAfter(Moment.ACCEPTED);
    }
  }

  /** The way to the service, over which sealing is delayed as long as wanted. */
  private static final class HeldAir implements Air {
    private final Air air;
    private volatile boolean holding;

    HeldAir(Air air) {
      this.air = air;
    }

    void hold() {
      holding = true;
    }

    void letGo() {
      holding = false;
    }

    @Override
    public Answer bootstrap(RotPublicUid rot, Instance instance, int phase) {
      return air.bootstrap(rot, instance, phase);
    }

    @Override
    public Answer seal(
        RotPublicUid rot, Instance instance, DeviceProfileUid profile, DeviceSerialNumber serial) {
      return holding
          ? new Answer(Verdict.UNREACHABLE, Set.of(), 0)
          : air.seal(rot, instance, profile, serial);
    }

    @Override
    public Answer heartbeat(RotPublicUid rot, Instance instance) {
      return air.heartbeat(rot, instance);
    }
  }
}
