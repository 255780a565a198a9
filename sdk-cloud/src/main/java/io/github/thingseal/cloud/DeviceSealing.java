package io.github.thingseal.cloud;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * A seal: which device profile and serial number a module gets, permanently.
 *
 * @param uid the module
 * @param profile the device profile
 * @param serial the serial number
 */
public record DeviceSealing(RotPublicUid uid, DeviceProfileUid profile, DeviceSerialNumber serial) {
  /**
   * Checks that nothing is null.
   *
   * @param uid the module
   * @param profile the device profile
   * @param serial the serial number
   */
  public DeviceSealing {
    Arguments.required(uid, "uid");
    Arguments.required(profile, "profile");
    Arguments.required(serial, "serial");
  }
}
