package io.github.thingseal.examples.simulator;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.SimulatedModuleModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be chosen on the command line. */
final class Options {
  private static final int MAX_TCP_PORT = 0xFFFF;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  private boolean unusedHelp;

  @Option(
      names = "--at-port",
      paramLabel = "PORT",
      description = "TCP port of the module; any free one by default, or with 0")
  private @Nullable Integer atPort;

  @Option(
      names = "--https-port",
      paramLabel = "PORT",
      description = "HTTPS port of the service; any free one by default")
  private int httpsPort;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "plain HTTP port of the service; any free one by default")
  private int httpPort;

  @Option(
      names = "--console-port",
      paramLabel = "PORT",
      description = "TCP port of the console, a page for a browser; any free one by default")
  private int consolePort;

  @Option(
      names = "--family",
      paramLabel = "NAME",
      defaultValue = "SARA-R5",
      description =
          "model of the module, or how its name begins: SARA-R5, SARA-R4, LARA-R6;"
              + " ${DEFAULT-VALUE} by default")
  private String family = "SARA-R5";

  @Option(
      names = "--firmware",
      paramLabel = "VERSION",
      description = "00B or 01B; the newest of the model by default")
  private @Nullable String firmware;

  @Option(
      names = "--storage",
      paramLabel = "FOLDER",
      description =
          "keep module and service in this folder, secrets included, and go on from it; it is"
              + " for its owner only. Nothing is kept by default")
  private @Nullable Path storage;

  @Option(
      names = "--time",
      paramLabel = "real|fast",
      defaultValue = "real",
      description =
          "fast shortens boot, SEC busy, registration, bootstrap and sealing to 0.3 s each;"
              + " ${DEFAULT-VALUE} by default. Either way the module looks for a network only once"
              + " a client has spoken to it")
  private Time time = Time.REAL;

  @Option(
      names = "--rot-uid",
      paramLabel = "HEX",
      description = "RoTPublicUID of the module, 16 hexadecimal digits; random by default")
  private @Nullable String rotUid;

  @Option(names = "--whitelisted", description = "put the module on the whitelist")
  private boolean whitelisted;

  @Option(
      names = "--portal-over-rest",
      description =
          "answer over REST, too, what the vendor offers in its web portal only: access keys, making"
              + " profiles, unblocking. By default such paths are unknown, as at the vendor's")
  private boolean portalOverRest;

  @Option(
      names = "--clone",
      description = "serve a second module with the same root of trust, to see it rejected")
  private boolean clone;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description =
          "where to write the certificate authority to trust; ca.pem in the storage folder, or a"
              + " temporary file without one")
  private @Nullable Path caFile;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description =
          "play the module's side of a recorded transcript instead, once, on a pseudo-terminal, or"
              + " on TCP with --at-port; ends with 0 if the client kept to it, else with 1. There is"
              + " no service then, and of the other options only --at-port counts")
  private @Nullable Path replay;

  /** How long the module takes. */
  enum Time {
    REAL,
    FAST
  }

  int atPort() {
    return atPort == null ? 0 : tcpPort("--at-port", atPort);
  }

  /** Whether TCP was asked for, be it on any port. */
  boolean hasAtPort() {
    return atPort != null;
  }

  Optional<Path> replay() {
    return Optional.ofNullable(replay);
  }

  int httpsPort() {
    return tcpPort("--https-port", httpsPort);
  }

  int httpPort() {
    return tcpPort("--http-port", httpPort);
  }

  int consolePort() {
    return tcpPort("--console-port", consolePort);
  }

  private static int tcpPort(String option, int port) {
    if (port < 0 || port > MAX_TCP_PORT) {
      throw new InvalidInputException(
          option + " " + port + " is no TCP port: 0 to " + MAX_TCP_PORT + ", 0 for any free one");
    }
    return port;
  }

  Optional<String> firmware() {
    return Optional.ofNullable(firmware);
  }

  Optional<Path> storage() {
    if (storage != null && Files.exists(storage) && !Files.isDirectory(storage)) {
      throw new InvalidInputException("--storage " + storage + " is no folder");
    }
    return Optional.ofNullable(storage);
  }

  boolean isFast() {
    return time == Time.FAST;
  }

  boolean isWhitelisted() {
    return whitelisted;
  }

  boolean hasPortalOverRest() {
    return portalOverRest;
  }

  boolean hasClone() {
    return clone;
  }

  Optional<Path> caFile() {
    if (caFile != null && Files.isDirectory(caFile)) {
      throw new InvalidInputException("--ca-file " + caFile + " cannot be written: it is a folder");
    }
    if (caFile != null && !Files.isDirectory(caFile.toAbsolutePath().resolveSibling(""))) {
      throw new InvalidInputException(
          "--ca-file " + caFile + " cannot be written: its folder does not exist");
    }
    return Optional.ofNullable(caFile);
  }

  Optional<RotPublicUid> rotUid() {
    return Optional.ofNullable(rotUid).map(RotPublicUid::of);
  }

  SimulatedModuleModel model() {
    String wanted = family.toUpperCase(Locale.ROOT);
    return Arrays.stream(SimulatedModuleModel.values())
        .filter(model -> model.wireName().startsWith(wanted))
        .findFirst()
        .orElseThrow(() -> unknownFamily(family));
  }

  private static InvalidInputException unknownFamily(String family) {
    String known =
        Arrays.stream(SimulatedModuleModel.values())
            .map(SimulatedModuleModel::wireName)
            .collect(Collectors.joining(", "));
    return new InvalidInputException(
        "--family \"" + family + "\" is not how one of these begins: " + known);
  }
}
