package io.github.thingseal.cloud;

import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.OptionalInt;

/**
 * A fresh key set that was asked for; in force at the device's next heartbeat (fields assumed).
 *
 * @param uid the module
 * @param keySet the number of the new key set; empty if the service does not say
 */
public record KeySetRotation(RotPublicUid uid, OptionalInt keySet) {
  /**
   * Checks that nothing is null.
   *
   * @param uid the module
   * @param keySet the number of the new key set
   */
  public KeySetRotation {
    Arguments.required(uid, "uid");
    Arguments.required(keySet, "keySet");
  }
}
