package io.github.thingseal.production;

import io.github.thingseal.OnboardedDevice;
import io.github.thingseal.Onboarding;
import io.github.thingseal.OnboardingPlan;
import io.github.thingseal.OnboardingProgress;
import io.github.thingseal.OnboardingStep;
import io.github.thingseal.at.command.security.SealState;
import io.github.thingseal.at.module.ModuleOptions;
import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * Seals many modules in parallel: each gets one device profile and the next serial number of a
 * list.
 *
 * <p>The journal is written before anything irreversible is done. If a crash, a power cut or a lost
 * port stops a run, the next run with the same journal continues it. A module keeps the serial
 * number that was reserved for it, and is not sealed again. No serial number is assigned twice. A
 * failure at one station leaves the others alone. A module that was sealed without this journal
 * takes no serial number, and one that was put in another's place on the same line is not sealed
 * with the other's.
 *
 * <p>A station that is worked at takes two threads, one that waits for its module and one that
 * reads its port; all else is shared by all. A hundred ports, sixteen at a time:
 *
 * <pre>{@code
 * List<Station> stations = ports.stream().map(Station::at).toList();
 * try (SealingJournal journal = SealingJournal.open(Path.of("line.journal"))) {
 *   ProductionLine line =
 *       ProductionLine.builder(services, profile, journal).atOnce(16).build();
 *   for (StationResult result : line.run(stations, serials, SealPermission.GRANTED)) {
 *     result.failure().ifPresent(failure -> show(result.station(), failure));
 *   }
 * }
 * }</pre>
 */
public final class ProductionLine {
  /** Of a module that may not answer until it is online; longer only makes its station wait. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final SecurityServices services;
  private final DeviceProfileUid profile;
  private final SealingJournal journal;
  private final ModuleOptions moduleOptions;
  private final UnaryOperator<Onboarding.Builder> onboarding;
  private final BiConsumer<Station, OnboardingProgress> progress;
  private final int atOnce;

  private ProductionLine(Builder builder) {
    this.services = builder.services;
    this.profile = builder.profile;
    this.journal = builder.journal;
    this.moduleOptions = builder.moduleOptions;
    this.onboarding = builder.onboarding;
    this.progress = builder.progress;
    this.atOnce = builder.atOnce;
  }

  /**
   * Begins a line.
   *
   * @param services the service; stays the caller's
   * @param profile the device profile of all the devices
   * @param journal what was done so far; stays the caller's
   * @return a builder
   */
  public static Builder builder(
      SecurityServices services, DeviceProfileUid profile, SealingJournal journal) {
    return new Builder(
        Arguments.required(services, "services"),
        Arguments.required(profile, "profile"),
        Arguments.required(journal, "journal"));
  }

  /**
   * Seals and verifies the module at every station. If this is interrupted, or a listener throws,
   * it ends what is under way at all stations before it does.
   *
   * @param stations the stations, each with a module of its own
   * @param serials the serial numbers to give, in this order; those that the journal has given
   *     before are skipped
   * @param permission whether modules may be sealed, which cannot be undone
   * @return a result a station, in the order of the stations
   * @throws InvalidInputException if a serial number is there twice, the journal is closed, or
   *     something is null; nothing was done
   * @throws TransientException if the thread was interrupted; run it again with the same journal
   */
  public List<StationResult> run(
      List<Station> stations, Collection<DeviceSerialNumber> serials, SealPermission permission) {
    Arguments.requiredElements(stations, "stations");
    Arguments.requiredElements(serials, "serials");
    Arguments.required(permission, "permission");
    journal.requireOpen();
    Run run = new Run(unused(serials), permission);
    ExecutorService workers =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(atOnce, stations.size())),
            task -> {
              Thread thread = new Thread(task, "thingseal-line");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<StationResult>> pending = new ArrayList<>();
      for (Station station : stations) {
        pending.add(workers.submit(() -> run.at(station)));
      }
      return gather(pending);
    } finally {
      end(workers);
    }
  }

  /** Nothing goes on at a station once its run is over: the caller may begin another one. */
  private static void end(ExecutorService workers) {
    workers.shutdownNow();
    boolean interrupted = false;
    while (!workers.isTerminated()) {
      try {
        workers.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Deque<DeviceSerialNumber> unused(Collection<DeviceSerialNumber> serials) {
    Set<DeviceSerialNumber> seen = new HashSet<>();
    Deque<DeviceSerialNumber> unused = new ArrayDeque<>();
    for (DeviceSerialNumber serial : serials) {
      if (!seen.add(serial)) {
        throw new InvalidInputException(
            "Serial number " + serial + " is in the list twice; every device needs its own");
      }
      if (!journal.isReserved(serial)) {
        unused.add(serial);
      }
    }
    return unused;
  }

  private static List<StationResult> gather(List<Future<StationResult>> pending) {
    List<StationResult> results = new ArrayList<>();
    try {
      for (Future<StationResult> result : pending) {
        results.add(result.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientException(
          "The production line was interrupted; run it again with the same journal", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return List.copyOf(results);
  }

  /** One run: hands out serial numbers and watches that no module is at two stations. */
  private final class Run {
    private final Deque<DeviceSerialNumber> unused;
    private final SealPermission permission;
    private final Set<RotPublicUid> present = new HashSet<>();

    Run(Deque<DeviceSerialNumber> unused, SealPermission permission) {
      this.unused = unused;
      this.permission = permission;
    }

    StationResult at(Station station) {
      try (SecurityModule module = SecurityModule.open(lineOf(station), moduleOptions)) {
        return StationResult.of(station, onboard(station, module));
      } catch (ThingsealException e) {
        return StationResult.of(station, e);
      } catch (Throwable e) {
        return StationResult.of(station, unforeseen(station, e));
      }
    }

    /**
     * What a listener, a setting or this program itself throws leaves the others alone, too. Other
     * languages of the JVM throw checked exceptions anywhere.
     */
    private static PermanentException unforeseen(Station station, Throwable cause) {
      return new PermanentException(
          "Station "
              + station.name()
              + " ended unexpectedly: "
              + cause
              + ". The journal has what became of its module; run it again",
          cause);
    }

    private static Transport lineOf(Station station) {
      try {
        return Arguments.returned(station.line().get(), "Station.line");
      } catch (ThingsealException e) {
        throw e;
      } catch (Exception e) {
        throw new InvalidInputException(
            "Opening the port of station " + station.name() + " failed: " + e, e);
      }
    }

    private OnboardedDevice onboard(Station station, SecurityModule module) {
      RotPublicUid uid = module.rotPublicUid();
      enter(uid);
      Optional<JournalEntry> known = journal.latest(uid);
      DeviceSerialNumber serial =
          known.isPresent() ? known.get().serial() : newSerial(station, module, uid);
      OnboardedDevice device =
          onboarding(module, serial).run(permission, seen -> note(station, module, uid, seen));
      journal.verified(uid);
      return device;
    }

    /** Another builder could be one for another module, profile or serial number. */
    private Onboarding onboarding(SecurityModule module, DeviceSerialNumber serial) {
      Onboarding.Builder builder = Onboarding.builder(module, services, profile, serial);
      if (onboarding.apply(builder) != builder) {
        throw new InvalidInputException(
            "The change of ProductionLine.Builder.onboarding has to return the builder it was"
                + " given; nothing was sealed");
      }
      return builder.build();
    }

    /** The journal has the line on disk before the onboarding goes on to seal. */
    private void note(
        Station station, SecurityModule module, RotPublicUid uid, OnboardingProgress seen) {
      if (seen.step() == OnboardingStep.SEAL) {
        requireStill(station, module, uid);
        journal.sealing(uid);
      }
      progress.accept(station, seen);
    }

    /** A line may outlive the module at its end, and what was read first may have come damaged. */
    private static void requireStill(Station station, SecurityModule module, RotPublicUid uid) {
      RotPublicUid now = module.rotPublicUid();
      if (!now.equals(uid)) {
        throw new InvalidInputException(
            "Nothing was sealed at station "
                + station.name()
                + ": the serial number is for module "
                + uid
                + ", but it is module "
                + now
                + " that is there. Was it changed, or its answer damaged? Run this station again");
      }
    }

    private synchronized void enter(RotPublicUid uid) {
      if (!present.add(uid)) {
        throw new InvalidInputException(
            "Module " + uid + " is at two stations; one of them is a clone, or its second port");
      }
    }

    /**
     * Reserves the next serial number, unless the module was sealed elsewhere and needs none; of a
     * module that does not report its state, only the service can say so.
     */
    private DeviceSerialNumber newSerial(Station station, SecurityModule module, RotPublicUid uid) {
      requireStill(station, module, uid);
      SealState state = module.sealing().state(SILENCE);
      DeviceSerialNumber next = take(uid);
      if (state.isSealed() || !state.isKnown()) {
        refuseStranger(module, next);
      }
      journal.reserve(uid, next);
      return next;
    }

    private void refuseStranger(SecurityModule module, DeviceSerialNumber next) {
      try {
        OnboardingPlan unusedPlan = onboarding(module, next).dryRun();
      } catch (ThingsealException e) {
        giveBack(next);
        throw e;
      }
    }

    private synchronized DeviceSerialNumber take(RotPublicUid uid) {
      if (unused.isEmpty()) {
        throw new InvalidInputException(
            "No serial number is left for module " + uid + "; add some to the list");
      }
      return unused.remove();
    }

    private synchronized void giveBack(DeviceSerialNumber serial) {
      unused.addFirst(serial);
    }
  }

  /**
   * Names the service and the journal.
   *
   * @return such as {@code ProductionLine[…, SealingJournal[modules.journal]]}
   */
  @Override
  public String toString() {
    return "ProductionLine[" + services + ", " + journal + "]";
  }

  /** Builds a {@link ProductionLine}. */
  public static final class Builder {
    private final SecurityServices services;
    private final DeviceProfileUid profile;
    private final SealingJournal journal;
    private ModuleOptions moduleOptions = ModuleOptions.standard();
    private UnaryOperator<Onboarding.Builder> onboarding = UnaryOperator.identity();
    private BiConsumer<Station, OnboardingProgress> progress = (station, seen) -> {};
    private int atOnce = Integer.MAX_VALUE;

    private Builder(SecurityServices services, DeviceProfileUid profile, SealingJournal journal) {
      this.services = services;
      this.profile = profile;
      this.journal = journal;
    }

    /**
     * Sets how the modules are opened and driven.
     *
     * @param options the options of all modules
     * @return this builder
     */
    public Builder moduleOptions(ModuleOptions options) {
      this.moduleOptions = Arguments.required(options, "options");
      return this;
    }

    /**
     * Sets access point and limits of each onboarding.
     *
     * @param change takes a builder with the usual settings and returns that one
     * @return this builder
     */
    public Builder onboarding(UnaryOperator<Onboarding.Builder> change) {
      this.onboarding = Arguments.required(change, "change");
      return this;
    }

    /**
     * Sets the listener of what happens at each station.
     *
     * @param listener called on the stations' threads
     * @return this builder
     */
    public Builder progress(BiConsumer<Station, OnboardingProgress> listener) {
      this.progress = Arguments.required(listener, "listener");
      return this;
    }

    /**
     * Sets how many stations are worked at at the same time; the others wait for their turn. A
     * module that bootstraps and seals keeps its station busy for minutes, mostly waiting.
     *
     * @param stations how many, 1 or more; all of them without this
     * @return this builder
     * @throws InvalidInputException if it is less than 1
     */
    public Builder atOnce(int stations) {
      if (stations < 1) {
        throw new InvalidInputException(
            "At least 1 station has to be worked at at once, not " + stations);
      }
      this.atOnce = stations;
      return this;
    }

    /**
     * Builds the line.
     *
     * @return the line; nothing is opened
     */
    public ProductionLine build() {
      return new ProductionLine(this);
    }
  }
}
