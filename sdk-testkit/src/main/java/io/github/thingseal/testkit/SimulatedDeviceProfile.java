package io.github.thingseal.testkit;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * A device profile of the account.
 *
 * @param uid its identity, 22 characters; treat it as a secret
 * @param settings what its devices get when they are assigned to it
 */
public record SimulatedDeviceProfile(DeviceProfileUid uid, ProfileSettings settings) {
  /**
   * Checks that nothing is null.
   *
   * @param uid its identity
   * @param settings what its devices get
   */
  public SimulatedDeviceProfile {
    Arguments.required(uid, "uid");
    Arguments.required(settings, "settings");
  }
}
