package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.RootOfTrust;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The service behind its two doors, HTTP and the air. Every method holds the one lock; whatever
 * changes the state also has it saved.
 */
public final class Cloud {
  private static final int KEY_SETS = 256;

  private final Ledger ledger;
  private final Clock clock;
  private final SecureRandom random;
  private final Consumer<Ledger> store;

  Cloud(Ledger ledger, Clock clock, SecureRandom random, Consumer<Ledger> store) {
    this.ledger = ledger;
    this.clock = clock;
    this.random = random;
    this.store = store;
    store.accept(ledger);
  }

  /** Does several things as one. */
  synchronized <T> T exclusively(Supplier<T> work) {
    return work.get();
  }

  /** Copies the secret that all roots of trust come from. */
  public synchronized SecretBytes vendorSecret() {
    return ledger.vendorSecret().expose(SecretBytes::copyOf);
  }

  /** The APIKey of the account. */
  public String accessKey() {
    return ledger.account().accessKey();
  }

  /** Copies the APISecret of the account. */
  public synchronized SecretBytes accessSecret() {
    return ledger.account().accessSecret().expose(SecretBytes::copyOf);
  }

  /** The profile that was made first. */
  public synchronized Profile firstProfile() {
    return ledger.profiles().values().iterator().next();
  }

  /** Makes a profile, as the portal does. */
  public synchronized Profile addProfile(Set<DeviceFeature> features, boolean whitelistRequired) {
    Profile profile = Profile.create(features, whitelistRequired, random);
    ledger.add(profile);
    save();
    return profile;
  }

  /** Puts modules on the whitelist. */
  public synchronized void whitelist(Collection<RotPublicUid> uids) {
    ledger.whitelist().addAll(uids);
    save();
  }

  synchronized void unlist(Collection<RotPublicUid> uids) {
    uids.forEach(ledger.whitelist()::remove);
    save();
  }

  synchronized List<RotPublicUid> whitelist() {
    return List.copyOf(ledger.whitelist());
  }

  /** Takes a device off the blacklist, as only the portal can; in force at the next heartbeat. */
  public synchronized boolean unblock(RotPublicUid uid) {
    Device device = ledger.devices().get(uid);
    if (device == null || !device.blacklisted()) {
      return false;
    }
    Device.Claim claim = device.claim().orElseThrow();
    device.claim(new Device.Claim(claim.profile(), claim.serial(), false));
    device.request(profile(claim.profile()).map(Profile::features).orElse(Set.of()));
    save();
    return true;
  }

  /** Asks for a fresh key set; in force at the next heartbeat. */
  public synchronized boolean rotateKeys(RotPublicUid uid) {
    Device device = ledger.devices().get(uid);
    if (device == null) {
      return false;
    }
    device.requestKeySet((device.keySet() + 1) % KEY_SETS);
    save();
    return true;
  }

  /** Forgets the secrets. */
  public synchronized void close() {
    ledger.close();
  }

  /** A random identity that no known device has. */
  public synchronized RotPublicUid freshUid() {
    RotPublicUid uid = RootOfTrust.randomUid(random);
    while (ledger.devices().containsKey(uid)) {
      uid = RootOfTrust.randomUid(random);
    }
    return uid;
  }

  SecureRandom random() {
    return random;
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  synchronized boolean admits(String accessKey, String accessSecret) {
    return ledger.account().admits(accessKey, accessSecret);
  }

  synchronized Optional<Profile> profile(DeviceProfileUid uid) {
    return Optional.ofNullable(ledger.profiles().get(uid));
  }

  synchronized List<Device> devices() {
    return List.copyOf(ledger.devices().values());
  }

  synchronized Optional<Device> device(RotPublicUid uid) {
    return Optional.ofNullable(ledger.devices().get(uid));
  }

  /** The device whose root of trust made an identity: all but the top nibble is its UID. */
  synchronized Optional<Device> maker(byte[] identity) {
    if (identity.length < RotPublicUid.LENGTH_BYTES) {
      return Optional.empty();
    }
    byte[] head = Arrays.copyOf(identity, RotPublicUid.LENGTH_BYTES);
    for (int nibble = 0; nibble <= 0xF; nibble++) {
      head[0] = (byte) ((nibble << 4) | (head[0] & 0x0F));
      Device device = ledger.devices().get(RotPublicUid.of(head));
      if (device != null) {
        return Optional.of(device);
      }
    }
    return Optional.empty();
  }

  synchronized RootOfTrust rootOfTrust(Device device) {
    return RootOfTrust.derive(ledger.vendorSecret(), device.uid());
  }

  synchronized List<Sighting> clones() {
    return List.copyOf(ledger.clones().values());
  }

  synchronized List<Sighting> suspicions() {
    return List.copyOf(ledger.suspicions().values());
  }

  synchronized Device register(RotPublicUid uid, Air.Instance owner) {
    Device device = new Device(uid, owner, now());
    ledger.add(device);
    save();
    return device;
  }

  /**
   * Claims a device for a profile: with its features if it may have them, otherwise blacklisted.
   */
  synchronized void claim(Device device, Profile profile, DeviceSerialNumber serial) {
    boolean admitted = !profile.whitelistRequired() || ledger.whitelist().contains(device.uid());
    device.claim(new Device.Claim(profile.uid(), serial, !admitted));
    device.request(admitted ? profile.features() : Set.of());
    device.synchronize();
    save();
  }

  synchronized void heartbeat(Device device) {
    device.synchronize();
    device.heartbeatAt(now());
    save();
  }

  synchronized void request(Device device, Set<DeviceFeature> features) {
    device.request(features);
    save();
  }

  synchronized void reportClone(RotPublicUid uid) {
    Sighting known = ledger.clones().get(uid);
    ledger.addClone(known == null ? new Sighting(uid, "", now(), 1) : known.again());
    save();
  }

  synchronized void reportSuspicion(RotPublicUid uid, String reason) {
    Sighting known = ledger.suspicions().get(uid.hex() + ' ' + reason);
    ledger.addSuspicion(known == null ? new Sighting(uid, reason, now(), 1) : known.again());
    save();
  }

  private void save() {
    store.accept(ledger);
  }
}
