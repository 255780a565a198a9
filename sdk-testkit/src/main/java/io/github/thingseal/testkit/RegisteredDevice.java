package io.github.thingseal.testkit;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Instant;
import java.util.Optional;

/**
 * A device as the service knows it, at one moment.
 *
 * @param uid the RoTPublicUID
 * @param state how it stands with the account
 * @param profile the device profile that it is sealed to
 * @param serial the serial number that was sealed
 * @param bootstrappedAt when it completed its bootstrap
 * @param lastHeartbeatAt when its last heartbeat came
 * @param requested what is in force from its next heartbeat on; without features while it is not
 *     {@link SimulatedDeviceState#OWNED}
 * @param active what is in force
 */
public record RegisteredDevice(
    RotPublicUid uid,
    SimulatedDeviceState state,
    Optional<DeviceProfileUid> profile,
    Optional<DeviceSerialNumber> serial,
    Instant bootstrappedAt,
    Optional<Instant> lastHeartbeatAt,
    DeviceSettings requested,
    DeviceSettings active) {
  /**
   * Checks that nothing is null.
   *
   * @param uid the RoTPublicUID
   * @param state how it stands with the account
   * @param profile the device profile
   * @param serial the serial number
   * @param bootstrappedAt when it completed its bootstrap
   * @param lastHeartbeatAt when its last heartbeat came
   * @param requested what is in force from its next heartbeat on
   * @param active what is in force
   */
  public RegisteredDevice {
    Arguments.required(uid, "uid");
    Arguments.required(state, "state");
    Arguments.required(profile, "profile");
    Arguments.required(serial, "serial");
    Arguments.required(bootstrappedAt, "bootstrappedAt");
    Arguments.required(lastHeartbeatAt, "lastHeartbeatAt");
    Arguments.required(requested, "requested");
    Arguments.required(active, "active");
  }

  /**
   * Whether it was assigned without being on the whitelist.
   *
   * @return whether it is {@link SimulatedDeviceState#ALLOCATED}
   */
  public boolean isBlacklisted() {
    return state == SimulatedDeviceState.ALLOCATED;
  }
}
