package io.github.thingseal.testkit;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.testkit.internal.service.Cloud;
import io.github.thingseal.testkit.internal.service.DeviceChange;
import io.github.thingseal.testkit.internal.service.Names;
import io.github.thingseal.testkit.internal.service.Refusal;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The web portal of the simulated service, in Java: what real customers see and do there. What the
 * service would refuse is an {@link InvalidInputException} with its message.
 *
 * <p>Safe for use by several threads.
 */
public final class Portal {
  private final Cloud cloud;

  Portal(Cloud cloud) {
    this.cloud = cloud;
  }

  /**
   * The access keys of the account.
   *
   * @return the keys, oldest first, without their secrets
   */
  public List<SimulatedAccessKey> accessKeys() {
    return ask(cloud.accessKeys()::list);
  }

  /**
   * Makes an access key. Its secret is shown this once.
   *
   * @param name a display name, 1 to 128 characters
   * @return the key with its secret; the caller closes it
   * @throws InvalidInputException if the account has five already
   */
  public CreatedAccessKey createAccessKey(String name) {
    Names.check(Arguments.required(name, "name"));
    return ask(() -> cloud.accessKeys().create(Optional.of(name)));
  }

  /**
   * Deletes an access key. Its tokens and its secret are refused from now on.
   *
   * @param key the APIKey
   * @throws InvalidInputException if there is none
   */
  public void deleteAccessKey(String key) {
    Arguments.required(key, "key");
    run(() -> cloud.accessKeys().delete(key));
  }

  CreatedAccessKey oldestAccessKey() {
    return ask(cloud.accessKeys()::oldest);
  }

  /**
   * The device profiles of the account.
   *
   * @return the profiles in the order of their making
   */
  public List<SimulatedDeviceProfile> profiles() {
    return ask(cloud.profiles()::list);
  }

  /**
   * A device profile.
   *
   * @param uid its identity
   * @return the profile
   * @throws InvalidInputException if there is none
   */
  public SimulatedDeviceProfile profile(DeviceProfileUid uid) {
    Arguments.required(uid, "uid");
    return ask(() -> cloud.profiles().get(uid));
  }

  /**
   * Makes a device profile.
   *
   * @param settings what its devices get
   * @return the profile
   */
  public SimulatedDeviceProfile createProfile(ProfileSettings settings) {
    Arguments.required(settings, "settings");
    return ask(() -> cloud.profiles().create(settings));
  }

  /**
   * Changes a device profile. Devices that were assigned to it before keep what they have.
   *
   * @param uid its identity
   * @param settings what later devices get
   * @return the changed profile
   * @throws InvalidInputException if there is no such profile
   */
  public SimulatedDeviceProfile updateProfile(DeviceProfileUid uid, ProfileSettings settings) {
    Arguments.required(uid, "uid");
    Arguments.required(settings, "settings");
    return ask(() -> cloud.profiles().update(uid, settings));
  }

  /**
   * The whitelist.
   *
   * @return the modules in the order of their adding
   */
  public List<RotPublicUid> whitelist() {
    return ask(cloud.whitelist()::list);
  }

  /**
   * Puts modules on the whitelist; no effect on those that are sealed already.
   *
   * @param uids the modules
   */
  public void whitelist(RotPublicUid... uids) {
    List<RotPublicUid> all = List.of(Arguments.requiredElements(uids, "uids"));
    run(() -> cloud.whitelist().add(all));
  }

  /**
   * Takes modules off the whitelist; no effect on those that are sealed already.
   *
   * @param uids the modules
   */
  public void unlist(RotPublicUid... uids) {
    List<RotPublicUid> all = List.of(Arguments.requiredElements(uids, "uids"));
    run(() -> cloud.whitelist().remove(all));
  }

  /**
   * The devices, those that are not sealed to a profile included.
   *
   * @return the devices in the order of their bootstraps
   */
  public List<RegisteredDevice> devices() {
    return ask(cloud.devices()::list);
  }

  /**
   * A device.
   *
   * @param uid its RoTPublicUID
   * @return the device
   * @throws InvalidInputException if it has not bootstrapped
   */
  public RegisteredDevice device(RotPublicUid uid) {
    Arguments.required(uid, "uid");
    return ask(() -> cloud.devices().get(uid));
  }

  /**
   * The clones that were rejected, as {@code /device/clone/get} reports them.
   *
   * @return one for each root of trust, in the order in which they were seen first
   */
  public List<Sighting> clones() {
    return ask(cloud.sightings()::clones);
  }

  /**
   * The devices that are under suspicion, as {@code /device/suspicious/get} reports them.
   *
   * @return one for each root of trust and reason, in the order in which they were seen first
   */
  public List<Sighting> suspiciousDevices() {
    return ask(cloud.sightings()::suspicions);
  }

  /**
   * Seals a device that has bootstrapped, as {@code /device/seal} does. Its module learns of it at
   * its next heartbeat.
   *
   * @param uid its RoTPublicUID
   * @param profile the device profile
   * @param serial the serial number
   * @return the device
   * @throws InvalidInputException if it has not bootstrapped, is sealed to something else, or there
   *     is no such profile or no room in the Developer plan
   */
  public RegisteredDevice seal(
      RotPublicUid uid, DeviceProfileUid profile, DeviceSerialNumber serial) {
    Arguments.required(uid, "uid");
    Arguments.required(profile, "profile");
    Arguments.required(serial, "serial");
    return ask(() -> cloud.devices().seal(uid, profile, serial));
  }

  /**
   * Takes a device off the blacklist. It has the features of its profile from its next heartbeat
   * on. One that is not blacklisted stays as it is.
   *
   * @param uid the device
   * @return the device
   * @throws InvalidInputException if it has not bootstrapped, or there is no room in its plan
   */
  public RegisteredDevice unblock(RotPublicUid uid) {
    Arguments.required(uid, "uid");
    return ask(() -> cloud.devices().unblock(uid));
  }

  /**
   * Sets features and services of a device, in force at its next heartbeat.
   *
   * @param uid the device
   * @param features everything that it is to have
   * @return the device
   * @throws InvalidInputException if it is not owned, or its plan lacks one of them
   */
  public RegisteredDevice setFeatures(RotPublicUid uid, Set<DeviceFeature> features) {
    Arguments.required(uid, "uid");
    return update(uid, DeviceChange.features(Arguments.sortedCopy(features, "features")));
  }

  /**
   * Sets how often a device reports, in force at its next heartbeat.
   *
   * @param uid the device
   * @param period 300 seconds to 365 days, in whole seconds
   * @return the device
   * @throws InvalidInputException if it is not owned, or the period is out of range
   */
  public RegisteredDevice setHeartbeatPeriod(RotPublicUid uid, Duration period) {
    Arguments.required(uid, "uid");
    ProfileSettings.requirePeriod(Arguments.required(period, "period"), "period");
    return update(uid, DeviceChange.heartbeatPeriod(Duration.ofSeconds(period.toSeconds())));
  }

  /**
   * Sets the price plan of a device, in force at its next heartbeat.
   *
   * @param uid the device
   * @param plan the plan
   * @return the device
   * @throws InvalidInputException if it is not owned, or there is no room in the plan
   */
  public RegisteredDevice setPricePlan(RotPublicUid uid, SimulatedPricePlan plan) {
    Arguments.required(uid, "uid");
    Arguments.required(plan, "plan");
    return update(uid, DeviceChange.pricePlan(plan));
  }

  private RegisteredDevice update(RotPublicUid uid, DeviceChange change) {
    return ask(() -> cloud.devices().update(uid, change));
  }

  /**
   * Has a device use a fresh key set from its next heartbeat on. Identities made before still
   * resolve.
   *
   * @param uid the device
   * @return the number of the key set that is to come, 0 to 255
   * @throws InvalidInputException if it is not sealed
   */
  public int rotateKeys(RotPublicUid uid) {
    Arguments.required(uid, "uid");
    return ask(() -> cloud.devices().rotateKeys(uid));
  }

  /**
   * The certificate authorities of the account.
   *
   * @return the vendor's, and the private ones in the order of their making
   */
  public List<SimulatedCertificateAuthority> certificateAuthorities() {
    return ask(cloud.certificates()::authorities);
  }

  /**
   * Makes a private certificate authority.
   *
   * @param name a display name, 1 to 128 characters; the common name of its certificate
   * @param validityDays how long its certificate is valid, 1 to 36,500 days
   * @return the authority
   * @throws InvalidInputException if the account has 15 already
   */
  public SimulatedCertificateAuthority createCertificateAuthority(String name, int validityDays) {
    Names.check(Arguments.required(name, "name"));
    return ask(() -> cloud.certificates().createAuthority(name, validityDays));
  }

  /**
   * Which certificates the devices of a profile get.
   *
   * @param profile the device profile
   * @return what was set, or the vendor's terms
   * @throws InvalidInputException if there is no such profile
   */
  public SimulatedCertificateProfile certificateProfile(DeviceProfileUid profile) {
    Arguments.required(profile, "profile");
    return ask(() -> cloud.certificates().profile(profile));
  }

  /**
   * Sets which certificates the devices of a profile get. A device that has {@link
   * DeviceFeature#ZTP} active gets one at its next heartbeat, and another when a third of its life
   * is left or the terms have changed.
   *
   * @param profile the terms
   * @return the terms
   * @throws InvalidInputException if there is no such device profile or authority, or the terms are
   *     out of range
   */
  public SimulatedCertificateProfile setCertificateProfile(SimulatedCertificateProfile profile) {
    Arguments.required(profile, "profile");
    return ask(() -> cloud.certificates().setProfile(profile));
  }

  /**
   * The certificates that a device was issued.
   *
   * @param uid the device
   * @return the last ten, newest first
   * @throws InvalidInputException if it is not sealed
   */
  public List<X509Certificate> certificates(RotPublicUid uid) {
    Arguments.required(uid, "uid");
    return ask(() -> cloud.certificates().list(uid));
  }

  /**
   * What has happened in the account.
   *
   * @return the last 10,000 events at most, oldest first
   */
  public List<ServiceEvent> events() {
    return ask(cloud.events()::list);
  }

  private void run(Runnable work) {
    Object unused =
        ask(
            () -> {
              work.run();
              return work;
            });
  }

  /** The rules are those of the REST API; what is an error status there is an exception here. */
  private <T> T ask(Supplier<T> work) {
    try {
      return cloud.exclusively(work);
    } catch (Refusal e) {
      throw new InvalidInputException(String.valueOf(e.getMessage()), e);
    }
  }
}
