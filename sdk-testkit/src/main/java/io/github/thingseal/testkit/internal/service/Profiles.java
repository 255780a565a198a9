package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.testkit.ProfileSettings;
import io.github.thingseal.testkit.SimulatedDeviceProfile;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** The device profiles of the account, within {@link Cloud#exclusively}. */
public final class Profiles {
  private static final int UID_LENGTH = 22;

  private final Cloud cloud;

  Profiles(Cloud cloud) {
    this.cloud = cloud;
  }

  static SimulatedDeviceProfile make(ProfileSettings settings, SecureRandom random) {
    String uid = RandomText.alphanumerics(UID_LENGTH, random);
    return new SimulatedDeviceProfile(DeviceProfileUid.of(uid), settings);
  }

  /** The profiles in the order of their making. */
  public List<SimulatedDeviceProfile> list() {
    return register().values();
  }

  /** Makes a profile. */
  public SimulatedDeviceProfile create(ProfileSettings settings) {
    SimulatedDeviceProfile profile = make(settings, cloud.random());
    register().put(profile.uid(), profile);
    cloud.events().add(EventType.PROFILE_CREATED, settings.name());
    cloud.change();
    return profile;
  }

  /** Changes a profile; devices that were assigned to it before keep what they have. */
  public SimulatedDeviceProfile update(DeviceProfileUid uid, ProfileSettings settings) {
    SimulatedDeviceProfile profile = new SimulatedDeviceProfile(get(uid).uid(), settings);
    register().put(uid, profile);
    cloud.events().add(EventType.PROFILE_UPDATED, settings.name());
    cloud.change();
    return profile;
  }

  /** A profile that has to be there. */
  public SimulatedDeviceProfile get(DeviceProfileUid uid) {
    return find(uid).orElseThrow(() -> Refusal.notFound("The account has no such device profile"));
  }

  Optional<SimulatedDeviceProfile> find(DeviceProfileUid uid) {
    return register().get(uid);
  }

  Page<SimulatedDeviceProfile> page(Page.Request wanted) {
    return register().page(wanted, profile -> true);
  }

  private Register<DeviceProfileUid, SimulatedDeviceProfile> register() {
    return cloud.ledger().profiles();
  }
}
