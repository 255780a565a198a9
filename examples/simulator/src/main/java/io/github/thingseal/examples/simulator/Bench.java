package io.github.thingseal.examples.simulator;

import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
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
  private final SimulatedModule module;
  private final int atPort;
  private final Optional<String> pty;
  private final Path caFile;

  private Bench(
      SimulatedServices services, RootOfTrust root, SimulatedModule module, int atPort, Path ca) {
    this.services = services;
    this.root = root;
    this.module = module;
    this.atPort = atPort;
    this.pty = SimulatedModule.isPtyAvailable() ? Optional.of(module.openPty()) : Optional.empty();
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

  int atPort() {
    return atPort;
  }

  Optional<String> pty() {
    return pty;
  }

  Path caFile() {
    return caFile;
  }

  @Override
  public void close() {
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
    SimulatedModule module = buildModule(services, root, options);
    try {
      int atPort = module.listenTcp(options.atPort());
      return new Bench(services, root, module, atPort, writeCertificate(services, options));
    } catch (RuntimeException e) {
      module.close();
      throw e;
    }
  }

  private static SimulatedModule buildModule(
      SimulatedServices services, RootOfTrust root, Options options) {
    SimulatedModule.Builder builder =
        SimulatedModule.builder(root)
            .model(options.model())
            .air(services.air())
            .powerOnAgainAfter(POWER_ON_AGAIN);
    options.firmware().ifPresent(builder::firmware);
    options.storage().ifPresent(folder -> builder.storage(folder.resolve(MODULE_FOLDER)));
    if (options.isFast()) {
      builder.bootTime(FAST).registrationTime(FAST).bootstrapTime(FAST).sealingTime(FAST);
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
