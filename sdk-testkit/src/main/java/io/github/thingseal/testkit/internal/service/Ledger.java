package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Everything the service remembers. Guarded by the {@link Cloud}. */
final class Ledger {
  private final SecretBytes vendorSecret;
  private final Account account;
  private final Map<DeviceProfileUid, Profile> profiles = new LinkedHashMap<>();
  private final Set<RotPublicUid> whitelist = new LinkedHashSet<>();
  private final Map<RotPublicUid, Device> devices = new LinkedHashMap<>();
  private final Map<RotPublicUid, Sighting> clones = new LinkedHashMap<>();
  private final Map<String, Sighting> suspicions = new LinkedHashMap<>();

  Ledger(SecretBytes vendorSecret, Account account) {
    this.vendorSecret = vendorSecret;
    this.account = account;
  }

  SecretBytes vendorSecret() {
    return vendorSecret;
  }

  Account account() {
    return account;
  }

  /** The profiles in the order of their making. */
  Map<DeviceProfileUid, Profile> profiles() {
    return profiles;
  }

  Set<RotPublicUid> whitelist() {
    return whitelist;
  }

  Map<RotPublicUid, Device> devices() {
    return devices;
  }

  Map<RotPublicUid, Sighting> clones() {
    return clones;
  }

  /** At most one for each device and reason. */
  Map<String, Sighting> suspicions() {
    return suspicions;
  }

  void add(Profile profile) {
    profiles.put(profile.uid(), profile);
  }

  void add(Device device) {
    devices.put(device.uid(), device);
  }

  void addClone(Sighting sighting) {
    clones.put(sighting.uid(), sighting);
  }

  void addSuspicion(Sighting sighting) {
    suspicions.put(sighting.uid().hex() + ' ' + sighting.reason(), sighting);
  }

  void close() {
    vendorSecret.close();
    account.accessSecret().close();
  }
}
