package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.testkit.DeviceFeature;
import java.security.SecureRandom;
import java.util.Set;

/**
 * A device profile.
 *
 * @param uid its identity
 * @param features what its devices may do, features and services alike
 * @param whitelistRequired whether a device must be on the whitelist to be provisioned; otherwise
 *     the whitelist is ignored
 */
public record Profile(
    DeviceProfileUid uid, Set<DeviceFeature> features, boolean whitelistRequired) {
  private static final int UID_LENGTH = 22;

  /** Copies the set. */
  public Profile {
    features = Set.copyOf(features);
  }

  static Profile create(
      Set<DeviceFeature> features, boolean whitelistRequired, SecureRandom random) {
    String uid = RandomText.alphanumerics(UID_LENGTH, random);
    return new Profile(DeviceProfileUid.of(uid), features, whitelistRequired);
  }
}
