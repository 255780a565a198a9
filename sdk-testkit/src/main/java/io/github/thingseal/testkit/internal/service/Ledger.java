package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.ServiceEvent;
import io.github.thingseal.testkit.Sighting;
import io.github.thingseal.testkit.SimulatedCertificateProfile;
import io.github.thingseal.testkit.SimulatedDeviceProfile;

/** Everything the service remembers. Guarded by the {@link Cloud}. */
final class Ledger {
  private final SecretBytes vendorSecret;
  private final Register<String, StoredAccessKey> accessKeys = new Register<>();
  private final Register<DeviceProfileUid, SimulatedDeviceProfile> profiles = new Register<>();
  private final Register<RotPublicUid, RotPublicUid> whitelist = new Register<>();
  private final Register<RotPublicUid, Device> devices = new Register<>();
  private final Register<String, Sighting> clones = new Register<>();
  private final Register<String, Sighting> suspicions = new Register<>();
  private final Register<String, PrivateAuthority> authorities = new Register<>();
  private final Register<DeviceProfileUid, SimulatedCertificateProfile> certificateProfiles =
      new Register<>();
  private final Register<Long, ServiceEvent> events = new Register<>();

  Ledger(SecretBytes vendorSecret) {
    this.vendorSecret = vendorSecret;
  }

  SecretBytes vendorSecret() {
    return vendorSecret;
  }

  Register<String, StoredAccessKey> accessKeys() {
    return accessKeys;
  }

  Register<DeviceProfileUid, SimulatedDeviceProfile> profiles() {
    return profiles;
  }

  Register<RotPublicUid, RotPublicUid> whitelist() {
    return whitelist;
  }

  Register<RotPublicUid, Device> devices() {
    return devices;
  }

  /** At most one for each root of trust. */
  Register<String, Sighting> clones() {
    return clones;
  }

  /** At most one for each root of trust and reason. */
  Register<String, Sighting> suspicions() {
    return suspicions;
  }

  Register<String, PrivateAuthority> authorities() {
    return authorities;
  }

  /** At most one for each device profile; those without get the vendor's certificates. */
  Register<DeviceProfileUid, SimulatedCertificateProfile> certificateProfiles() {
    return certificateProfiles;
  }

  /** By their positions. */
  Register<Long, ServiceEvent> events() {
    return events;
  }

  void close() {
    vendorSecret.close();
    accessKeys.values().forEach(key -> key.secret().close());
  }
}
