package io.github.thingseal.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.Bench;
import io.github.thingseal.DeviceConflictException;
import io.github.thingseal.Onboarding;
import io.github.thingseal.OnboardingStep;
import io.github.thingseal.SealingNotPermittedException;
import io.github.thingseal.SharedVirtualTime;
import io.github.thingseal.at.module.ModuleOptions;
import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.at.transport.TransportUnavailableException;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModuleEvent;
import io.github.thingseal.testkit.SimulatedModulePort;
import io.github.thingseal.testkit.SimulatedServices;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductionLineTest {
  private static final int MODULES = 8;

  private final SharedVirtualTime time = new SharedVirtualTime();
  private final SimulatedServices service = SimulatedServices.start();
  private final AtomicInteger seals = new AtomicInteger();
  private final List<SimulatedModule> modules = new ArrayList<>();
  private final List<Station> stations = new ArrayList<>();
  private SecurityServices services;

  @TempDir private Path folder;

  @BeforeEach
  void plugIn() {
    services = Bench.openServices(service);
    for (int i = 0; i < MODULES; i++) {
      stations.add(station("station " + i, service.manufacture()));
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
  void run_whenAllIsWell_sealsEveryModuleOnceWithASerialOfItsOwn() {
    try (SealingJournal journal = openJournal()) {
      List<StationResult> results =
          line(journal).run(stations, serials(10), SealPermission.GRANTED);

      assertThat(results).hasSize(MODULES).allMatch(StationResult::isDone);
      assertThat(results).extracting(StationResult::station).isEqualTo(stations);
      assertThat(seals).hasValue(MODULES);
      assertThat(results)
          .extracting(result -> result.device().orElseThrow().device().serialNumber().orElseThrow())
          .doesNotHaveDuplicates();
      assertThat(journal.latest())
          .extracting(JournalEntry::event)
          .containsOnly(JournalEntry.Event.VERIFIED);
    }
  }

  @Test
  void run_whenAListenerThrows_reportsItAndTheNextRunGoesOnWithTheSameSerials() {
    try (SealingJournal journal = openJournal()) {
      ProductionLine faulty =
          builder(journal)
              .progress(
                  (station, seen) -> {
                    if (seen.step() == OnboardingStep.AWAIT_SEALED
                        && !station.equals(stations.get(0))) {
                      throw new AssertionError("a listener with a fault");
                    }
                  })
              .build();
      List<StationResult> results = faulty.run(stations, serials(8), SealPermission.GRANTED);
      assertThat(results.get(0).isDone()).isTrue();
      assertThat(results.subList(1, MODULES))
          .allSatisfy(
              result ->
                  assertThat(result.failure().orElseThrow())
                      .isInstanceOf(PermanentException.class)
                      .hasMessageContaining(result.station().name())
                      .hasRootCauseInstanceOf(AssertionError.class));
    }
    List<JournalEntry> before;
    try (SealingJournal journal = openJournal()) {
      before = journal.latest();
      assertThat(before).isNotEmpty();
      List<StationResult> results = line(journal).run(stations, serials(8), SealPermission.GRANTED);

      assertThat(results).allMatch(StationResult::isDone);
      assertThat(before)
          .allMatch(
              entry ->
                  journal
                      .latest(entry.rotPublicUid())
                      .orElseThrow()
                      .serial()
                      .equals(entry.serial()));
    }
    assertThat(seals).hasValue(MODULES);
  }

  @Test
  void run_whenInterrupted_endsWhatIsUnderWayAndTheNextRunFinishes() {
    Thread caller = Thread.currentThread();
    try (SealingJournal journal = openJournal()) {
      ProductionLine interrupted =
          builder(journal)
              .progress(
                  (station, seen) -> {
                    if (seen.step() == OnboardingStep.SEAL) {
                      caller.interrupt();
                    }
                  })
              .build();

      assertThatThrownBy(() -> interrupted.run(stations, serials(8), SealPermission.GRANTED))
          .isInstanceOf(TransientException.class)
          .hasMessageContaining("the same journal");
      assertThat(Thread.interrupted()).isTrue();

      assertThat(line(journal).run(stations, serials(8), SealPermission.GRANTED))
          .allMatch(StationResult::isDone);
    }
    assertThat(seals).hasValue(MODULES);
  }

  @Test
  void run_whenTheLineOfOneStationCannotEvenBeMade_reportsItAndDoesTheOthers() {
    Station broken =
        new Station(
            "broken",
            () -> {
              throw new IllegalStateException("no such fixture");
            });
    List<Station> all = new ArrayList<>(stations);
    all.add(broken);
    try (SealingJournal journal = openJournal()) {
      List<StationResult> results = line(journal).run(all, serials(8), SealPermission.GRANTED);

      assertThat(results.subList(0, MODULES)).allMatch(StationResult::isDone);
      assertThat(results.get(MODULES).failure().orElseThrow())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("broken")
          .hasMessageContaining("no such fixture");
    }
  }

  @Test
  void run_whenStationsThrowWhatCannotBeDeclared_reportsItAndDoesTheOthers() {
    List<Station> all = new ArrayList<>(stations);
    all.add(
        new Station(
            "checked",
            () ->
                ProductionLineTest.<RuntimeException, Transport>thrown(
                    new IOException("no fixture"))));
    all.add(
        new Station(
            "error",
            () ->
                ProductionLineTest.<RuntimeException, Transport>thrown(new StackOverflowError())));
    all.add(
        new Station(
            "odd",
            () -> ProductionLineTest.<RuntimeException, Transport>thrown(new Throwable("odd"))));
    try (SealingJournal journal = openJournal()) {
      List<StationResult> results = line(journal).run(all, serials(8), SealPermission.GRANTED);

      assertThat(results.subList(0, MODULES)).allMatch(StationResult::isDone);
      assertThat(results.subList(MODULES, all.size()))
          .allSatisfy(
              result ->
                  assertThat(result.failure().orElseThrow())
                      .hasMessageContaining(result.station().name()));
    }
  }

  /** As other languages of the JVM throw. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable, R> R thrown(Throwable any) throws E {
    throw (E) any;
  }

  @Test
  void run_whenRunAgain_verifiesOnly() {
    try (SealingJournal journal = openJournal()) {
      line(journal).run(stations, serials(8), SealPermission.GRANTED);

      List<StationResult> again = line(journal).run(stations, List.of(), SealPermission.WITHHELD);

      assertThat(again).allMatch(StationResult::isDone);
      assertThat(seals).hasValue(MODULES);
    }
  }

  @Test
  void run_whenPermissionIsWithheld_sealsNothing() {
    try (SealingJournal journal = openJournal()) {
      List<StationResult> results =
          line(journal).run(stations, serials(8), SealPermission.WITHHELD);

      assertThat(results)
          .extracting(result -> result.failure().orElseThrow())
          .allMatch(SealingNotPermittedException.class::isInstance);
      assertThat(seals).hasValue(0);
      assertThat(journal.latest())
          .extracting(JournalEntry::event)
          .containsOnly(JournalEntry.Event.RESERVED);
    }
  }

  @Test
  @SuppressWarnings("NullAway")
  void run_whenAnArgumentIsNull_opensNoLineAndReservesNothing() {
    AtomicInteger opened = new AtomicInteger();
    Station station =
        new Station(
            "watched",
            () -> {
              opened.incrementAndGet();
              return open(modules.get(0));
            });
    try (SealingJournal journal = openJournal()) {
      ProductionLine line = line(journal);

      assertRefused(() -> line.run(List.of(station), serials(1), null), "permission is null");
      assertRefused(
          () -> line.run(Arrays.asList(station, null), serials(1), SealPermission.GRANTED),
          "stations[1] is null");
      assertRefused(
          () -> line.run(List.of(station), Arrays.asList(serial(1), null), SealPermission.GRANTED),
          "serials[1] is null");

      assertThat(opened).hasValue(0);
      assertThat(journal.latest()).isEmpty();
    }
    assertThat(seals).hasValue(0);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(message);
  }

  /** Another builder would seal with a serial number that is not in the journal. */
  @Test
  void run_whenTheOnboardingIsSwappedForAnother_sealsNothing() {
    try (SealingJournal journal = openJournal();
        SecurityModule other = SecurityModule.open(open(modules.get(1)), options())) {
      StationResult result =
          builder(journal)
              .onboarding(
                  given -> Onboarding.builder(other, services, service.deviceProfile(), serial(77)))
              .build()
              .run(stations.subList(0, 1), serials(1), SealPermission.GRANTED)
              .get(0);

      assertThat(result.failure().orElseThrow())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("the builder it was given");
    }
    assertThat(seals).hasValue(0);
  }

  @Test
  void run_whenSerialsRunOut_leavesTheRestUntouched() {
    try (SealingJournal journal = openJournal()) {
      List<StationResult> results = line(journal).run(stations, serials(3), SealPermission.GRANTED);

      assertThat(results.stream().filter(StationResult::isDone)).hasSize(3);
      assertThat(seals).hasValue(3);
      assertThat(results.stream().filter(result -> !result.isDone()))
          .allMatch(result -> result.failure().orElseThrow() instanceof InvalidInputException);
    }
  }

  @Test
  void at_whenTheNameOfThePortIsEmpty_isRefused() {
    assertRefused(() -> Station.at(""), "port is empty");
  }

  @Test
  void run_whenTheJournalIsClosed_opensNoLine() {
    AtomicInteger opened = new AtomicInteger();
    Station station =
        new Station(
            "watched",
            () -> {
              opened.incrementAndGet();
              return open(modules.get(0));
            });
    SealingJournal journal = openJournal();
    journal.close();
    ProductionLine line = line(journal);

    assertRefused(
        () -> line.run(List.of(station), serials(1), SealPermission.GRANTED),
        "The journal " + folder.resolve("line.journal") + " is closed");
    assertThat(opened).hasValue(0);
  }

  @Test
  void run_whenASerialIsListedTwice_doesNothing() {
    try (SealingJournal journal = openJournal()) {
      List<DeviceSerialNumber> twice = List.of(serial(1), serial(2), serial(1));

      assertThatThrownBy(() -> line(journal).run(stations, twice, SealPermission.GRANTED))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("twice");
      assertThat(journal.latest()).isEmpty();
    }
  }

  @Test
  void run_whenOneStationIsEmptyAndOneHasAClone_finishesTheOthers() {
    RootOfTrust stolen = service.manufacture();
    stations.set(0, new Station("empty", ProductionLineTest::noPort));
    stations.set(1, station("original", stolen));
    try (SealingJournal journal = openJournal()) {
      List<StationResult> results = line(journal).run(stations, serials(9), SealPermission.GRANTED);

      assertThat(results.get(0).failure()).containsInstanceOf(TransportUnavailableException.class);
      assertThat(results.stream().filter(StationResult::isDone)).hasSize(MODULES - 1);

      List<StationResult> clone =
          builder(journal)
              .build()
              .run(List.of(station("counterfeit", stolen)), serials(9), SealPermission.GRANTED);
      assertThat(clone.get(0).failure()).containsInstanceOf(DeviceConflictException.class);
    }
    assertThat(seals).hasValue(MODULES - 1);
  }

  @Test
  void run_whenAModuleWasSealedElsewhere_keepsTheSerialsForTheOthers() {
    try (SealingJournal another = SealingJournal.open(folder.resolve("another.journal"))) {
      assertThat(line(another).run(stations.subList(0, 3), foreign(), SealPermission.GRANTED))
          .allMatch(StationResult::isDone);
    }
    try (SealingJournal journal = openJournal()) {
      List<StationResult> results =
          builder(journal)
              .atOnce(1)
              .build()
              .run(stations, serials(MODULES - 3), SealPermission.GRANTED);

      assertThat(results.subList(0, 3))
          .allMatch(result -> result.failure().orElseThrow() instanceof DeviceConflictException);
      assertThat(results.subList(3, MODULES)).allMatch(StationResult::isDone);
      assertThat(journal.latest()).hasSize(MODULES - 3);
    }
    assertThat(seals).hasValue(MODULES);
  }

  private static List<DeviceSerialNumber> foreign() {
    return List.of(serial(91), serial(92), serial(93));
  }

  @Test
  void run_whenAModuleIsChangedAsItIsToBeSealed_sealsNeither() {
    StationResult result = sealedWhileChanged(ChangedModule::change);

    assertThat(result.failure()).isPresent();
    assertThat(seals).hasValue(0);
  }

  /** No greeting, no echo, and the other one is ready to be sealed, too. */
  @Test
  void run_whenAModuleIsChangedUnseenAfterItsStateWasRead_sealsNeither() {
    StationResult result =
        sealedWhileChanged(changed -> changed.changeAfter("+USECDEVINFO: 1,0,1"));

    assertThat(result.failure().orElseThrow())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Nothing was sealed");
    assertThat(seals).hasValue(0);
  }

  /** Of two modules that are bootstrapped the second one takes the place of the first. */
  private StationResult sealedWhileChanged(Consumer<ChangedModule> change) {
    try (SealingJournal other = SealingJournal.open(folder.resolve("other.journal"))) {
      List<StationResult> bootstrapped =
          line(other).run(List.of(stations.get(1)), List.of(serial(99)), SealPermission.WITHHELD);
      assertThat(bootstrapped).hasSize(1);
    }
    ChangedModule changed = new ChangedModule(time);
    Station station =
        new Station("changed", () -> changed.over(open(modules.get(0)), open(modules.get(1))));
    try (SealingJournal journal = openJournal()) {
      return builder(journal)
          .moduleOptions(
              ModuleOptions.builder()
                  .channel(time.channel().build())
                  .configuration(family -> List.of())
                  .build())
          .progress(
              (at, seen) -> {
                if (seen.step() == OnboardingStep.SEAL) {
                  change.accept(changed);
                }
              })
          .build()
          .run(List.of(station), serials(1), SealPermission.GRANTED)
          .get(0);
    }
  }

  @Test
  void run_whenAModuleIsChangedOnItsLine_sealsNeitherWithTheOthersSerial() {
    ChangedModule changed = new ChangedModule(time);
    Station station =
        new Station("changed", () -> changed.over(open(modules.get(0)), open(modules.get(1))));
    try (SealingJournal journal = openJournal()) {
      List<StationResult> results =
          builder(journal)
              .progress(
                  (at, seen) -> {
                    if (seen.step() == OnboardingStep.BOOTSTRAP) {
                      changed.change();
                    }
                  })
              .build()
              .run(List.of(station), serials(1), SealPermission.GRANTED);

      assertThat(results.get(0).failure()).isPresent();
      assertThat(seals).hasValue(0);
      assertThat(journal.latest())
          .extracting(JournalEntry::event)
          .containsOnly(JournalEntry.Event.RESERVED);
    }
  }

  @Test
  void run_whenTheIdentityComesDamaged_reservesNothingForAModuleThatIsNone() {
    AtomicBoolean damaged = new AtomicBoolean();
    Station station =
        new Station(
            "damaged",
            () -> {
              SimulatedModulePort port = modules.get(0).openStreams();
              return time.line(spoilt(port.input(), damaged), port.output());
            });
    try (SealingJournal journal = openJournal()) {
      StationResult first =
          line(journal).run(List.of(station), serials(1), SealPermission.GRANTED).get(0);

      assertThat(damaged).isTrue();
      assertThat(first.failure()).containsInstanceOf(InvalidInputException.class);
      assertThat(journal.latest()).isEmpty();
      assertThat(line(journal).run(List.of(station), serials(1), SealPermission.GRANTED))
          .allMatch(StationResult::isDone);
    }
  }

  /** Changes the first digit of the first identity that comes along, however it is cut. */
  private static InputStream spoilt(InputStream line, AtomicBoolean done) {
    String before = "+USECROTUID: ";
    StringBuilder seen = new StringBuilder();
    return new FilterInputStream(line) {
      @Override
      public int read(byte[] block, int offset, int length) throws IOException {
        int count = super.read(block, offset, length);
        for (int i = offset; i < offset + count; i++) {
          if (seen.toString().endsWith(before) && done.compareAndSet(false, true)) {
            block[i] = (byte) (block[i] == '1' ? '3' : '1');
          }
          seen.append((char) block[i]);
        }
        return count;
      }
    };
  }

  private static Transport noPort() {
    throw new TransportUnavailableException("nothing is plugged in", null);
  }

  private Station station(String name, RootOfTrust rootOfTrust) {
    SimulatedModule module = time.build(SimulatedModule.builder(rootOfTrust).air(service.air()));
    module.onEvent(
        event -> {
          if (event.kind() == SimulatedModuleEvent.Kind.SEALED) {
            seals.incrementAndGet();
          }
        });
    modules.add(module);
    return new Station(name, () -> open(module));
  }

  private Transport open(SimulatedModule module) {
    return time.line(module);
  }

  private SealingJournal openJournal() {
    return SealingJournal.open(folder.resolve("line.journal"));
  }

  private ProductionLine line(SealingJournal journal) {
    return builder(journal).build();
  }

  private ProductionLine.Builder builder(SealingJournal journal) {
    return ProductionLine.builder(services, service.deviceProfile(), journal)
        .moduleOptions(options());
  }

  private ModuleOptions options() {
    return ModuleOptions.builder().channel(time.channel().build()).build();
  }

  private static List<DeviceSerialNumber> serials(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(ProductionLineTest::serial).toList();
  }

  private static DeviceSerialNumber serial(int number) {
    return DeviceSerialNumber.of("TS-" + number);
  }
}
