package io.github.thingseal.examples.quickstart;

import io.github.thingseal.at.command.network.Apn;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the command line. Without any, everything is simulated. */
final class Options {
  private static final String PROFILE_VARIABLE = "THINGSEAL_DEVICE_PROFILE";

  private final UnaryOperator<@Nullable String> environment;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean unusedHelp;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Serial port of a module, such as /dev/ttyUSB0 or COM3, or tcp:HOST:PORT.")
  private @Nullable String port;

  @Option(
      names = "--service",
      paramLabel = "URL",
      description =
          "Base URL of the real service; access key and secret come from THINGSEAL_ACCESS_KEY and"
              + " THINGSEAL_ACCESS_SECRET.")
  private @Nullable URI service;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "PEM file with certificates to trust besides the platform's: of a private authority, a"
              + " proxy or the simulator.")
  private @Nullable Path authorities;

  @Option(
      names = "--profile",
      paramLabel = "UID",
      description =
          "DeviceProfileUID of the module. Prefer THINGSEAL_DEVICE_PROFILE: it is a secret, and every"
              + " user of this machine can read a command line.")
  private @Nullable String profile;

  @Option(
      names = "--serial",
      paramLabel = "SERIAL",
      description = "Serial number of the module; its IMEI by default.")
  private @Nullable String serial;

  @Option(
      names = "--apn",
      paramLabel = "APN",
      description = "Access point name; the network's choice by default.")
  private @Nullable String apn;

  @Option(
      names = "--seal",
      description =
          "Permit that the module is sealed, which cannot be undone. Without it a run says what it"
              + " would do to a module that is not sealed, and changes nothing.")
  private boolean seal;

  /** Options that look up in this environment what no command line should show. */
  Options(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  /** A user who gives any of these does not mean the simulation. */
  boolean isReal() {
    return port != null || service != null || profile != null || authorities != null || seal;
  }

  /** Refuses values that no run can use, whatever else is given. */
  void check() {
    Optional<DeviceSerialNumber> unusedSerial = serial();
    Optional<Apn> unusedApn = apn();
  }

  PortAddress port() {
    return new PortAddress(required("--port", port));
  }

  URI service() {
    return required("--service", service);
  }

  DeviceProfileUid profile() {
    String given = profile == null ? environment.apply(PROFILE_VARIABLE) : profile;
    return DeviceProfileUid.of(required("--profile, or " + PROFILE_VARIABLE + ",", given));
  }

  Optional<Path> authorities() {
    return Optional.ofNullable(authorities);
  }

  Optional<DeviceSerialNumber> serial() {
    return Optional.ofNullable(serial).map(DeviceSerialNumber::of);
  }

  Optional<Apn> apn() {
    return Optional.ofNullable(apn).map(Apn::of);
  }

  boolean seal() {
    return seal;
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new InvalidInputException(
          name + " is missing: a run that is not simulated needs --port, --service and --profile");
    }
    return value;
  }
}
