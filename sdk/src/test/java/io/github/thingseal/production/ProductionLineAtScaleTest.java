package io.github.thingseal.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.thingseal.AutoAdvancingTime;
import io.github.thingseal.Bench;
import io.github.thingseal.OnboardingStep;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.module.ModuleOptions;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.cloud.Device;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.production.PowerCut.Moment;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModuleEvent;
import io.github.thingseal.testkit.SimulatedModulePort;
import io.github.thingseal.testkit.SimulatedServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hundred modules, and a host that loses its power again and again. */
@Timeout(120)
class ProductionLineAtScaleTest {
  private static final int MODULES = 100;
  private static final int AT_ONCE = 16;
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Around each thing that cannot be undone, or that has to be remembered. */
  private static final List<Moment> CUTS =
      List.of(
          Moment.before("AT+USECROTUID", 20),
          Moment.before("AT+USECDEVINFO=", 1),
          Moment.after("AT+USECDEVINFO=", 1),
          Moment.in(OnboardingStep.SEAL, 3),
          Moment.after("AT+USECDEVINFO=", 5),
          Moment.in(OnboardingStep.AWAIT_SEALED, 5),
          Moment.in(OnboardingStep.VERIFY, 10),
          Moment.in(OnboardingStep.VERIFY, 90));

  private final SimulatedServices service = SimulatedServices.start();
  private final List<SimulatedModule> modules = new ArrayList<>();
  private final Map<RotPublicUid, AtomicInteger> seals = new ConcurrentHashMap<>();
  private final AtomicInteger mostThreads = new AtomicInteger();
  private final AutoAdvancingTime time = new AutoAdvancingTime(this::pass);
  private Duration passed = Duration.ZERO;
  private SecurityServices services;

  @TempDir private Path folder;

  @BeforeEach
  void plugIn() {
    services = Bench.openServices(service);
    for (int i = 0; i < MODULES; i++) {
      modules.add(module(service.manufacture()));
    }
  }

  @AfterEach
  void unplug() {
    services.close();
    modules.forEach(SimulatedModule::close);
    service.close();
    time.close();
  }

  @Test
  void run_whenThePowerGoesAgainAndAgain_sealsEachModuleOnceAndForgetsNothing() throws IOException {
    for (Moment cut : CUTS) {
      awaitNoLine();
      List<String> before = lines();
      try (SealingJournal journal = SealingJournal.open(file())) {
        PowerCut power = new PowerCut(cut, journal);
        line(journal, power).run(stations(power), serials(), SealPermission.GRANTED);

        assertThat(power.hasStruck()).as("%s", cut).isTrue();
        assertThat(lines().subList(0, before.size())).isEqualTo(before);
        // A power cut leaves half a line.
        Files.writeString(file(), Instant.EPOCH + " VERIF", StandardOpenOption.APPEND);
        try (SealingJournal afterwards = SealingJournal.open(file())) {
          assertThat(afterwards.latest())
              .as("%s", cut)
              .containsExactlyInAnyOrderElementsOf(journal.latest());
          assertEverySealedModuleIsKnown(afterwards);
        }
      }
    }
    try (SealingJournal journal = SealingJournal.open(file())) {
      PowerCut none = new PowerCut(Moment.never(), journal);
      List<StationResult> results =
          line(journal, none).run(stations(none), serials(), SealPermission.GRANTED);

      assertThat(results).hasSize(MODULES).allMatch(StationResult::isDone);
      assertThat(seals.values()).hasSize(MODULES).allMatch(count -> count.get() == 1);
      assertThat(
              serials(
                  results.stream().map(result -> result.device().orElseThrow().device()).toList()))
          .isEqualTo(serialsIn(journal));
      assertThat(serialsIn(journal).values())
          .containsExactlyInAnyOrderElementsOf(
              serials().stream().map(DeviceSerialNumber::value).toList());
      assertThat(journal.latest()).allMatch(JournalEntry::isVerified);
    }
    assertThat(mostThreads.get()).isBetween(1, 2 * AT_ONCE);
    awaitNoLine();
  }

  /** A pool is over before its last thread has wholly ended. */
  private static void awaitNoLine() {
    await().pollDelay(Duration.ZERO).atMost(PATIENCE).until(() -> threads("thingseal-line") == 0);
  }

  /** What was sealed was announced, with the serial number that the service has for it. */
  private void assertEverySealedModuleIsKnown(SealingJournal journal) {
    Map<RotPublicUid, String> owned = serials(services.devices().list().execute());
    assertThat(seals.keySet())
        .allSatisfy(
            uid -> {
              JournalEntry entry = journal.latest(uid).orElseThrow();
              assertThat(entry.event()).isNotEqualTo(JournalEntry.Event.RESERVED);
              assertThat(owned).containsEntry(uid, entry.serial().value());
            });
  }

  private static Map<RotPublicUid, String> serials(List<Device> devices) {
    return devices.stream()
        .filter(device -> device.serialNumber().isPresent())
        .collect(
            Collectors.toMap(
                device -> device.rotPublicUid().uid().orElseThrow(),
                device -> device.serialNumber().orElseThrow()));
  }

  private static Map<RotPublicUid, String> serialsIn(SealingJournal journal) {
    return journal.latest().stream()
        .collect(Collectors.toMap(JournalEntry::rotPublicUid, entry -> entry.serial().value()));
  }

  private ProductionLine line(SealingJournal journal, PowerCut power) {
    return ProductionLine.builder(services, service.deviceProfile(), journal)
        .moduleOptions(
            ModuleOptions.builder()
                .channel(ChannelOptions.builder().scheduler(time).build())
                .configuration(family -> List.of())
                .build())
        .atOnce(AT_ONCE)
        .progress(
            (station, seen) -> {
              power.step(seen.step());
              if (seen.step() == OnboardingStep.SEAL) {
                int now = threads("thingseal-line") + threads("thingseal-at-reader");
                mostThreads.accumulateAndGet(now, Math::max);
              }
            })
        .build();
  }

  private static int threads(String name) {
    Thread[] all = new Thread[2 * Thread.activeCount() + 100];
    int count = Thread.enumerate(all);
    return (int)
        Arrays.stream(all, 0, count).filter(thread -> thread.getName().startsWith(name)).count();
  }

  private List<Station> stations(PowerCut power) {
    return IntStream.range(0, MODULES)
        .mapToObj(i -> new Station("station " + i, () -> power.over(open(modules.get(i)))))
        .toList();
  }

  private static Transport open(SimulatedModule module) {
    SimulatedModulePort port = module.openStreams();
    return StreamTransport.of("streams", port.input(), port.output());
  }

  private SimulatedModule module(RootOfTrust rootOfTrust) {
    SimulatedModule module =
        SimulatedModule.builder(rootOfTrust)
            .air(service.air())
            .virtualTime(Instant.parse("2026-11-22T12:00:00Z"))
            .bootTime(Duration.ZERO)
            .faults(List.of(ModuleFault.secBusy(Duration.ZERO)))
            .build();
    module.onEvent(
        event -> {
          if (event.kind() == SimulatedModuleEvent.Kind.SEALED) {
            seals.computeIfAbsent(rootOfTrust.uid(), uid -> new AtomicInteger()).incrementAndGet();
          }
        });
    return module;
  }

  /** Called by one thread: that of the time. */
  private void pass(Duration pause) {
    passed = passed.plus(pause);
    while (passed.compareTo(TICK) >= 0) {
      passed = passed.minus(TICK);
      modules.forEach(module -> module.advance(TICK));
    }
  }

  private Path file() {
    return folder.resolve("line.journal");
  }

  private List<String> lines() throws IOException {
    return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
  }

  private static List<DeviceSerialNumber> serials() {
    return IntStream.rangeClosed(1, MODULES)
        .mapToObj(number -> DeviceSerialNumber.of("TS-" + number))
        .toList();
  }
}
