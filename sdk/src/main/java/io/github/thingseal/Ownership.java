package io.github.thingseal;

import io.github.thingseal.at.command.security.SealState;
import io.github.thingseal.cloud.Device;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a module is, or may become, the device that is asked for, as the service sees it. */
final class Ownership {
  private Ownership() {}

  /** Before anything is done. */
  static void check(
      SecurityServices services,
      RotPublicUid uid,
      SealState state,
      DeviceProfileUid profile,
      DeviceSerialNumber serial) {
    Optional<Device> device = find(services, uid);
    device.ifPresent(Ownership::requireNotBlacklisted);
    if (state.isSealed() || device.map(Device::isOwned).orElse(false)) {
      requireSameSeal(uid, device, profile, serial);
    }
    if (state.isKnown() && !state.isBootstrapped()) {
      refuseClone(services, uid, null);
    }
  }

  /** After everything was done. */
  static OnboardedDevice verify(SecurityServices services, OnboardingPlan plan) {
    RotPublicUid uid = plan.rotPublicUid();
    Optional<Device> device = find(services, uid);
    requireSameSeal(uid, device, plan.profile(), plan.serial());
    device.ifPresent(Ownership::requireNotBlacklisted);
    return new OnboardedDevice(
        uid, device.orElseThrow(), services.features().status(uid).execute());
  }

  static void refuseBlacklisted(SecurityServices services, RotPublicUid uid) {
    find(services, uid).ifPresent(Ownership::requireNotBlacklisted);
  }

  static void refuseClone(SecurityServices services, RotPublicUid uid, @Nullable Throwable cause) {
    if (services.devices().clones().execute().stream().anyMatch(c -> c.rotPublicUid().is(uid))) {
      throw new DeviceConflictException(
          "Module "
              + uid
              + " cannot bootstrap: the service has rejected a clone of its root of trust, and this"
              + " module is not the one that bootstrapped first. Take it out of the line",
          cause);
    }
  }

  /** A line may outlive the module at its end: another one may have been put there. */
  static void requireSameModule(OnboardingPlan plan, RotPublicUid now) {
    if (!now.equals(plan.rotPublicUid())) {
      throw new DeviceConflictException(
          "Not sealed: the module is now "
              + now
              + ", and it was "
              + plan.rotPublicUid()
              + " when the onboarding began. Was it changed? Run the onboarding again",
          null);
    }
  }

  private static void requireNotBlacklisted(Device device) {
    if (device.blacklisted()) {
      throw new DeviceConflictException(
          "Module "
              + device.rotPublicUid()
              + " was claimed without being on the whitelist and is blocked ("
              + device.state()
              + "). Unblock it in the portal first; there is no operation for it",
          null);
    }
  }

  private static void requireSameSeal(
      RotPublicUid uid,
      Optional<Device> device,
      DeviceProfileUid profile,
      DeviceSerialNumber serial) {
    if (device.isEmpty()) {
      throw new DeviceConflictException(
          "Module "
              + uid
              + " is sealed, but this account does not know it: it was sealed with a"
              + " device profile of another owner, and that cannot be undone. Is the access key of"
              + " the account that the profile belongs to? Only the vendor's support moves a module"
              + " to another owner",
          null);
    }
    if (!device.get().isSealedWith(profile, serial)) {
      throw new DeviceConflictException(
          "Module "
              + uid
              + " is sealed as "
              + device.get()
              + ", not with device profile "
              + profile
              + " and serial number "
              + serial
              + "; that cannot be undone",
          null);
    }
  }

  private static Optional<Device> find(SecurityServices services, RotPublicUid uid) {
    try {
      return Optional.of(services.devices().get(uid).execute());
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }
}
