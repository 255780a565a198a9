package io.github.thingseal.examples.simulator;

import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModuleFaults;
import io.github.thingseal.testkit.SimulatedServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A module and a service that know each other, and where they can be reached. */
final class Bench implements AutoCloseable {
  /** A host on a socket cannot reach the PWR_ON pin. */
  static final Duration POWER_ON_AGAIN = Duration.ofSeconds(5);

  private static final Duration FAST = Duration.ofMillis(300);
  private static final String UID_FILE = "rot-public-uid.txt";
  private static final String CA_FILE = "ca.pem";
  private static final String MODULE_FOLDER = "module";

  private final SimulatedServices services;
  private final RootOfTrust root;
  private final AttachedModule module;
  private final Optional<AttachedModule> clone;
  private final Path caFile;

  private Bench(
      SimulatedServices services,
      RootOfTrust root,
      AttachedModule module,
      Optional<AttachedModule> clone,
      Path ca) {
    this.services = services;
    this.root = root;
    this.module = module;
    this.clone = clone;
    this.caFile = ca;
  }

  /** Starts both; what was started is ended again if the rest cannot be. */
  static Bench open(Options options) {
    SimulatedServices services = startServices(options);
    try {
      return withModule(services, options);
    } catch (RuntimeException e) {
      services.close();
      throw e;
    }
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
    return clone;
  }

  Path caFile() {
    return caFile;
  }

  @Override
  public void close() {
    clone.ifPresent(AttachedModule::close);
    module.close();
    services.close();
    root.close();
  }

  private static SimulatedServices startServices(Options options) {
    SimulatedServices.Builder builder =
        SimulatedServices.builder().httpsPort(options.httpsPort()).httpPort(options.httpPort());
    options.storage().ifPresent(builder::storage);
    return builder.start();
  }

  private static Bench withModule(SimulatedServices services, Options options) {
    RootOfTrust root = services.rootOfTrust(uid(services, options));
    if (options.isWhitelisted()) {
      services.whitelist(root.uid());
    }
    AttachedModule module = attach(buildModule(services, root, options, true), options.atPort());
    try {
      Optional<AttachedModule> clone =
          options.hasClone()
              ? Optional.of(attach(buildModule(services, root, options, false), 0))
              : Optional.empty();
      return new Bench(services, root, module, clone, writeCertificate(services, options));
    } catch (RuntimeException e) {
      module.close();
      throw e;
    }
  }

  private static AttachedModule attach(SimulatedModule module, int port) {
    try {
      return AttachedModule.attach(module, port);
    } catch (RuntimeException e) {
      module.close();
      throw e;
    }
  }

  private static SimulatedModule buildModule(
      SimulatedServices services, RootOfTrust root, Options options, boolean stored) {
    SimulatedModule.Builder builder =
        SimulatedModule.builder(root)
            .model(options.model())
            .air(services.air())
            .waitForClient()
            .powerOnAgainAfter(POWER_ON_AGAIN);
    options.firmware().ifPresent(builder::firmware);
    options
        .storage()
        .filter(folder -> stored)
        .ifPresent(folder -> builder.storage(folder.resolve(MODULE_FOLDER)));
    if (options.isFast()) {
      builder
          .bootTime(FAST)
          .registrationTime(FAST)
          .bootstrapTime(FAST)
          .sealingTime(FAST)
          .faults(SimulatedModuleFaults.builder().secBusy(FAST).build());
    }
    return builder.build();
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
