package io.github.thingseal.examples.quickstart;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the command line. Without any, everything is simulated. */
final class Options {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Serial port of a real module, such as /dev/ttyUSB0 or COM3.")
  private @Nullable String port;

  @Option(
      names = "--service",
      paramLabel = "URL",
      description =
          "Base URL of the real service; access key and secret come from THINGSEAL_ACCESS_KEY and"
              + " THINGSEAL_ACCESS_SECRET.")
  private @Nullable URI service;

  @Option(
      names = "--profile",
      paramLabel = "UID",
      description = "DeviceProfileUID to seal into a real module.")
  private @Nullable String profile;

  @Option(
      names = "--serial",
      paramLabel = "SERIAL",
      description = "Serial number to seal; the IMEI of the module by default.")
  private @Nullable String serial;

  @Option(
      names = "--apn",
      paramLabel = "APN",
      description = "Access point name; the network's choice by default.")
  private @Nullable String apn;

  @Option(
      names = "--seal",
      description = "Permit that a real module is sealed, which cannot be undone.")
  private boolean seal;

  boolean isReal() {
    return port != null || service != null;
  }

  String port() {
    return required("--port", port);
  }

  URI service() {
    return required("--service", service);
  }

  DeviceProfileUid profile() {
    return DeviceProfileUid.of(required("--profile", profile));
  }

  Optional<DeviceSerialNumber> serial() {
    return Optional.ofNullable(serial).map(DeviceSerialNumber::of);
  }

  Optional<String> apn() {
    return Optional.ofNullable(apn);
  }

  boolean seal() {
    return seal;
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new UsageException(
          "A run against the real world needs "
              + name
              + ", besides --port, --service and --profile");
    }
    return value;
  }

  /** The options do not fit together. */
  static final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }
}
