package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.DeviceSettings;
import io.github.thingseal.testkit.ProfileSettings;
import io.github.thingseal.testkit.RegisteredDevice;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedDeviceProfile;
import io.github.thingseal.testkit.SimulatedDeviceState;
import io.github.thingseal.testkit.SimulatedPricePlan;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The modules that have bootstrapped, within {@link Cloud#exclusively}. */
public final class Devices {
  private static final int KEY_SETS = 256;

  private final Cloud cloud;

  Devices(Cloud cloud) {
    this.cloud = cloud;
  }

  /** The devices in the order of their bootstraps. */
  public List<RegisteredDevice> list() {
    return register().values().stream().map(Device::view).toList();
  }

  /** A device that has to be there. */
  public RegisteredDevice get(RotPublicUid uid) {
    return known(uid).view();
  }

  /** A random identity that no known device has. */
  public RotPublicUid freshUid() {
    RotPublicUid uid = RootOfTrust.randomUid(cloud.random());
    while (register().contains(uid)) {
      uid = RootOfTrust.randomUid(cloud.random());
    }
    return uid;
  }

  /** Seals a device that has bootstrapped; its module learns of it at its next heartbeat. */
  public RegisteredDevice seal(
      RotPublicUid uid, DeviceProfileUid profile, DeviceSerialNumber serial) {
    Device device = known(uid);
    claim(device, profile, serial);
    return device.view();
  }

  /** Changes what a device is to do from its next heartbeat on. */
  public RegisteredDevice update(RotPublicUid uid, DeviceChange change) {
    Device device = switchable(uid);
    DeviceSettings wanted = change.applyTo(device.requested());
    change.features().ifPresent(features -> requireInPlan(wanted.pricePlan(), features));
    if (wanted.pricePlan() != device.requested().pricePlan()) {
      requireRoom(wanted.pricePlan());
    }
    device.request(wanted);
    cloud.change();
    return device.view();
  }

  /** Takes a device off the blacklist, as only the portal can; in force at its next heartbeat. */
  public RegisteredDevice unblock(RotPublicUid uid) {
    Device device = known(uid);
    if (device.state() == SimulatedDeviceState.ALLOCATED) {
      requireRoom(device.requested().pricePlan());
      Device.Claim claim = device.claim().orElseThrow();
      device.claim(new Device.Claim(claim.profile(), claim.serial(), false));
      cloud.events().add(EventType.UNBLOCKED, uid, "");
      cloud.change();
    }
    return device.view();
  }

  /** Asks for a fresh key set; in force at the next heartbeat. Returns its number. */
  public int rotateKeys(RotPublicUid uid) {
    Device device = assigned(uid);
    DeviceSettings old = device.requested();
    int keySet = (device.active().keySet() + 1) % KEY_SETS;
    device.request(
        new DeviceSettings(old.features(), old.heartbeatPeriod(), old.pricePlan(), keySet));
    cloud.change();
    return keySet;
  }

  void activate(RotPublicUid uid, Set<DeviceFeature> features) {
    Device device = switchable(uid);
    requireInPlan(device.requested().pricePlan(), features);
    Set<DeviceFeature> all = EnumSet.copyOf(features);
    all.addAll(device.requested().features());
    device.request(Device.with(device.requested(), all));
    cloud.change();
  }

  void deactivate(RotPublicUid uid, Set<DeviceFeature> features) {
    Device device = switchable(uid);
    Set<DeviceFeature> left = EnumSet.noneOf(DeviceFeature.class);
    left.addAll(device.requested().features());
    left.removeAll(features);
    device.request(Device.with(device.requested(), left));
    cloud.change();
  }

  Device register(RotPublicUid uid, Air.Instance owner) {
    Device device = new Device(uid, owner, cloud.now());
    register().put(uid, device);
    cloud.events().add(EventType.BOOTSTRAPPED, uid, "");
    cloud.change();
    return device;
  }

  /**
   * Claims a device for a profile: with its features if it may have them, otherwise blacklisted. A
   * second time it is only confirmed.
   */
  void claim(Device device, DeviceProfileUid profileUid, DeviceSerialNumber serial) {
    if (device.claim().isPresent()) {
      requireSame(device, profileUid, serial);
      return;
    }
    SimulatedDeviceProfile profile = cloud.profiles().get(profileUid);
    ProfileSettings settings = profile.settings();
    boolean admitted = !settings.whitelistRequired() || cloud.whitelist().has(device.uid());
    if (admitted) {
      requireRoom(settings.pricePlan());
    }
    device.claim(new Device.Claim(profileUid, serial, !admitted));
    device.request(
        new DeviceSettings(
            settings.features(), settings.heartbeatPeriod(), settings.pricePlan(), 0));
    cloud.events().add(EventType.CLAIMED, device.uid(), settings.name());
    if (!admitted) {
      cloud.events().add(EventType.WHITELIST_MISS, device.uid(), "");
    }
    cloud.change();
  }

  void heartbeat(Device device) {
    device.heartbeatAt(cloud.now());
    synchronize(device);
  }

  /** Puts in force what was requested. */
  void synchronize(Device device) {
    DeviceSettings old = device.active();
    device.synchronize();
    cloud.certificates().provision(device);
    report(device, old);
    cloud.change();
  }

  private void report(Device device, DeviceSettings old) {
    DeviceSettings now = device.active();
    if (!now.features().equals(old.features())) {
      cloud.events().add(EventType.FEATURES_CHANGED, device.uid(), Wire.names(now.features()));
    }
    if (now.pricePlan() != old.pricePlan()) {
      cloud.events().add(EventType.PRICE_PLAN_CHANGED, device.uid(), now.pricePlan().wireName());
    }
    if (now.keySet() != old.keySet()) {
      cloud.events().add(EventType.KEY_SET_ROTATED, device.uid(), "Key set " + now.keySet());
    }
  }

  Page<Device> page(Page.Request wanted, Predicate<Device> matches) {
    return register().page(wanted, matches);
  }

  Optional<Device> find(RotPublicUid uid) {
    return register().get(uid);
  }

  Device known(RotPublicUid uid) {
    return find(uid).orElseThrow(() -> Refusal.notFound("No device " + uid + " has bootstrapped"));
  }

  /** A device that is sealed. */
  Device assigned(RotPublicUid uid) {
    Device device = known(uid);
    requireAssigned(device);
    return device;
  }

  /** Only the portal can unblock a blacklisted device. */
  private Device switchable(RotPublicUid uid) {
    Device device = assigned(uid);
    if (device.state() == SimulatedDeviceState.ALLOCATED) {
      throw Refusal.forbidden("Device " + uid + " is blacklisted");
    }
    return device;
  }

  static void requireAssigned(Device device) {
    if (device.claim().isEmpty()) {
      throw Refusal.notFound(
          "Device " + device.uid() + " has bootstrapped but is not sealed to a device profile");
    }
  }

  /** The device whose root of trust made an identity: all but the top nibble is its UID. */
  Optional<Device> maker(byte[] identity) {
    if (identity.length < RotPublicUid.LENGTH_BYTES) {
      return Optional.empty();
    }
    byte[] head = Arrays.copyOf(identity, RotPublicUid.LENGTH_BYTES);
    for (int nibble = 0; nibble <= 0xF; nibble++) {
      head[0] = (byte) ((nibble << 4) | (head[0] & 0x0F));
      Optional<Device> device = find(RotPublicUid.of(head));
      if (device.isPresent()) {
        return device;
      }
    }
    return Optional.empty();
  }

  private static void requireSame(
      Device device, DeviceProfileUid profile, DeviceSerialNumber serial) {
    Device.Claim claim = device.claim().orElseThrow();
    if (!claim.profile().equals(profile) || !claim.serial().equals(serial)) {
      throw Refusal.conflict(
          "AlreadySealed",
          "Device " + device.uid() + " is sealed permanently to another profile or serial number");
    }
  }

  private static void requireInPlan(SimulatedPricePlan plan, Set<DeviceFeature> features) {
    Set<DeviceFeature> lacking = EnumSet.noneOf(DeviceFeature.class);
    features.stream().filter(feature -> !plan.includes(feature)).forEach(lacking::add);
    if (!lacking.isEmpty()) {
      throw Refusal.notInPlan(
          "The price plan " + plan.wireName() + " does not include " + Wire.names(lacking));
    }
  }

  /** What becomes of the device that is one too many is not known; it is refused. */
  private void requireRoom(SimulatedPricePlan plan) {
    if (plan == SimulatedPricePlan.DEVELOPER
        && countDeveloper() >= SimulatedPricePlan.MAX_DEVELOPER_DEVICES) {
      throw Refusal.conflict(
          "DeviceLimit",
          "The Developer plan has room for "
              + SimulatedPricePlan.MAX_DEVELOPER_DEVICES
              + " active devices, and that many are: choose another plan");
    }
  }

  private long countDeveloper() {
    return register().values().stream()
        .filter(device -> device.state() == SimulatedDeviceState.OWNED)
        .filter(device -> device.requested().pricePlan() == SimulatedPricePlan.DEVELOPER)
        .count();
  }

  private Register<RotPublicUid, Device> register() {
    return cloud.ledger().devices();
  }
}
