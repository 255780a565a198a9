package io.github.thingseal.production;

import io.github.thingseal.OnboardedDevice;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;

/**
 * The result of a station: exactly one of device and failure is present.
 *
 * @param station the station
 * @param device the device, sealed and verified
 * @param failure why not; a {@link io.github.thingseal.core.TransientException} is worth another
 *     run
 */
public record StationResult(
    Station station, Optional<OnboardedDevice> device, Optional<ThingsealException> failure) {
  /**
   * Checks that nothing is null.
   *
   * @param station the station
   * @param device the device, sealed and verified
   * @param failure why not; a {@link io.github.thingseal.core.TransientException} is worth another
   *     run
   */
  public StationResult {
    Arguments.required(station, "station");
    Arguments.required(device, "device");
    Arguments.required(failure, "failure");
  }

  static StationResult of(Station station, OnboardedDevice device) {
    return new StationResult(station, Optional.of(device), Optional.empty());
  }

  static StationResult of(Station station, ThingsealException failure) {
    return new StationResult(station, Optional.empty(), Optional.of(failure));
  }

  /**
   * Whether the module is sealed and verified.
   *
   * @return true if there is a device
   */
  public boolean isDone() {
    return device.isPresent();
  }
}
