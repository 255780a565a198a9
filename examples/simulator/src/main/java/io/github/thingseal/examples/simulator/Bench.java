package io.github.thingseal.examples.simulator;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.examples.simulator.console.Console;
import io.github.thingseal.examples.simulator.console.Rack;
import io.github.thingseal.examples.simulator.console.RackedModule;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A module and a service that know each other, and where they can be reached. */
final class Bench implements Rack, AutoCloseable {
  /** A host on a socket cannot reach the PWR_ON pin. */
  static final Duration POWER_ON_AGAIN = Duration.ofSeconds(5);

  private static final int MAX_CLONES = 8;
  private static final Duration FAST = Duration.ofMillis(300);
  private static final String UID_FILE = "rot-public-uid.txt";
  private static final String CA_FILE = "ca.pem";
  private static final String MODULE_FOLDER = "module";

  private final SimulatedServices services;
  private final RootOfTrust root;
  private final AttachedModule module;
  private final List<AttachedModule> clones = new CopyOnWriteArrayList<>();
  private final Options options;
  private final Path caFile;
  private final Console console;

  private Bench(Options options, SimulatedServices services) {
    this.options = options;
    this.services = services;
    this.root = services.rootOfTrust(uid(services, options));
    if (options.isWhitelisted()) {
      services.whitelist(root.uid());
    }
    this.module = attach(buildModule(true), options.atPort());
    try {
      if (options.hasClone()) {
        clones.add(attach(buildModule(false), 0));
      }
      this.caFile = writeCertificate(services, options);
      this.console = Console.open(services, this, options.consolePort());
    } catch (RuntimeException e) {
      closeModules();
      throw e;
    }
  }

  /** Starts both; what was started is ended again if the rest cannot be. */
  static Bench open(Options options) {
    SimulatedServices services = startServices(options);
    try {
      return new Bench(options, services);
    } catch (RuntimeException e) {
      services.close();
      throw e;
    }
  }

  /** The page that shows all of it. */
  Console console() {
    return console;
  }

  SimulatedServices services() {
    return services;
  }

  RotPublicUid uid() {
    return root.uid();
  }

  AttachedModule module() {
    return module;
  }

  /** Another module with the same root of trust, as a counterfeiter would build it. */
  Optional<AttachedModule> counterfeit() {
    return clones.stream().findFirst();
  }

  @Override
  public List<RackedModule> modules() {
    List<RackedModule> racked = new ArrayList<>(List.of(racked("module", module)));
    for (int i = 0; i < clones.size(); i++) {
      racked.add(racked("clone " + (i + 1), clones.get(i)));
    }
    return racked;
  }

  /** Goes to the network at once, unlike the modules that wait for a client. */
  @Override
  public synchronized void addClone() {
    if (clones.size() == MAX_CLONES) {
      throw new InvalidInputException("There are " + MAX_CLONES + " clones already");
    }
    clones.add(attach(builder().build(), 0));
  }

  private RackedModule racked(String name, AttachedModule attached) {
    List<String> ports = new ArrayList<>(List.of("127.0.0.1:" + attached.tcpPort()));
    attached.pty().ifPresent(ports::add);
    return new RackedModule(
        name, options.model().wireName(), root.uid(), attached.module(), ports, healthy());
  }

  Path caFile() {
    return caFile;
  }

  @Override
  public void close() {
    console.close();
    closeModules();
    services.close();
    root.close();
  }

  private void closeModules() {
    clones.forEach(AttachedModule::close);
    module.close();
  }

  private static SimulatedServices startServices(Options options) {
    SimulatedServices.Builder builder =
        SimulatedServices.builder()
            .httpsPort(options.httpsPort())
            .httpPort(options.httpPort())
            .portalOverRest(options.hasPortalOverRest());
    options.storage().ifPresent(builder::storage);
    return builder.start();
  }

  private static AttachedModule attach(SimulatedModule module, int port) {
    try {
      return AttachedModule.attach(module, port);
    } catch (RuntimeException e) {
      module.close();
      throw e;
    }
  }

  private SimulatedModule buildModule(boolean stored) {
    SimulatedModule.Builder builder = builder().waitForClient();
    options
        .storage()
        .filter(folder -> stored)
        .ifPresent(folder -> builder.storage(folder.resolve(MODULE_FOLDER)));
    return builder.build();
  }

  private SimulatedModule.Builder builder() {
    SimulatedModule.Builder builder =
        SimulatedModule.builder(root)
            .model(options.model())
            .air(services.air())
            .powerOnAgainAfter(POWER_ON_AGAIN)
            .faults(healthy());
    options.firmware().ifPresent(builder::firmware);
    if (options.isFast()) {
      builder.bootTime(FAST).registrationTime(FAST).bootstrapTime(FAST).sealingTime(FAST);
    }
    return builder;
  }

  private List<ModuleFault> healthy() {
    return options.isFast() ? List.of(ModuleFault.secBusy(FAST)) : List.of();
  }

  /** That of the command line, that of the storage, or a fresh one that goes into the storage. */
  private static RotPublicUid uid(SimulatedServices services, Options options) {
    Optional<Path> file = options.storage().map(folder -> folder.resolve(UID_FILE));
    if (options.rotUid().isEmpty() && file.filter(Files::exists).isPresent()) {
      return RotPublicUid.of(read(file.get()));
    }
    try (RootOfTrust fresh = services.manufacture()) {
      RotPublicUid uid = options.rotUid().orElse(fresh.uid());
      file.ifPresent(path -> write(path, uid.hex() + "\n"));
      return uid;
    }
  }

  private static Path writeCertificate(SimulatedServices services, Options options) {
    Path file =
        options
            .caFile()
            .or(() -> options.storage().map(folder -> folder.resolve(CA_FILE)))
            .orElseGet(Bench::temporaryFile);
    write(file, services.certificatePem());
    return file.toAbsolutePath();
  }

  private static Path temporaryFile() {
    try {
      Path file = Files.createTempFile("thingseal-simulator-", ".pem");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new PermanentException("No temporary file can be made for the certificate", e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new PermanentException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new PermanentException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
