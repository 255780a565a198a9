package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.DeviceSettings;
import io.github.thingseal.testkit.ProfileSettings;
import io.github.thingseal.testkit.RegisteredDevice;
import io.github.thingseal.testkit.SimulatedDeviceState;
import io.github.thingseal.testkit.SimulatedPricePlan;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the service knows of a module that has bootstrapped. Guarded by the {@link Cloud}. */
final class Device {
  private static final int MAX_CERTIFICATES = 10;
  private static final DeviceSettings UNCLAIMED =
      new DeviceSettings(
          Set.of(), ProfileSettings.DEFAULT_HEARTBEAT_PERIOD, SimulatedPricePlan.NONE, 0);

  private final RotPublicUid uid;
  private final Air.Instance owner;
  private final Instant bootstrappedAt;
  private @Nullable Claim claim;
  private @Nullable Instant lastHeartbeatAt;
  private final Deque<IssuedCertificate> certificates = new ArrayDeque<>();
  private boolean certified;
  private DeviceSettings requested = UNCLAIMED;
  private DeviceSettings active = UNCLAIMED;

  Device(RotPublicUid uid, Air.Instance owner, Instant bootstrappedAt) {
    this.uid = uid;
    this.owner = owner;
    this.bootstrappedAt = bootstrappedAt;
  }

  /**
   * What was sealed into the module.
   *
   * @param profile the profile
   * @param serial the serial number
   * @param blacklisted whether it was sealed without being on the whitelist
   */
  record Claim(DeviceProfileUid profile, DeviceSerialNumber serial, boolean blacklisted) {}

  RotPublicUid uid() {
    return uid;
  }

  Air.Instance owner() {
    return owner;
  }

  Instant bootstrappedAt() {
    return bootstrappedAt;
  }

  Optional<Claim> claim() {
    return Optional.ofNullable(claim);
  }

  Optional<Instant> lastHeartbeatAt() {
    return Optional.ofNullable(lastHeartbeatAt);
  }

  /** What it is to do once it may. */
  DeviceSettings requested() {
    return requested;
  }

  /** What it does. */
  DeviceSettings active() {
    return active;
  }

  boolean has(DeviceFeature feature) {
    return active.features().contains(feature);
  }

  SimulatedDeviceState state() {
    if (claim == null) {
      return SimulatedDeviceState.BOOTSTRAPPED;
    }
    return claim.blacklisted() ? SimulatedDeviceState.ALLOCATED : SimulatedDeviceState.OWNED;
  }

  void claim(Claim newClaim) {
    claim = newClaim;
  }

  void heartbeatAt(Instant time) {
    lastHeartbeatAt = time;
  }

  /** Sets what the device is to do from its next heartbeat on. */
  void request(DeviceSettings settings) {
    requested = settings;
  }

  /** Puts in force what was requested, as far as the device may have it. */
  void synchronize() {
    active = with(requested, permitted());
  }

  private Set<DeviceFeature> permitted() {
    return state() == SimulatedDeviceState.OWNED
        ? requested.features().stream()
            .filter(requested.pricePlan()::includes)
            .collect(Collectors.toSet())
        : Set.of();
  }

  /** The certificate that it has of a private authority. */
  Optional<IssuedCertificate> certificate() {
    return certified ? Optional.of(certificates.getFirst()) : Optional.empty();
  }

  /** The last certificates that private authorities issued for it, newest first. */
  List<IssuedCertificate> certificates() {
    return List.copyOf(certificates);
  }

  void add(IssuedCertificate issued) {
    certificates.addFirst(issued);
    certified = true;
    if (certificates.size() > MAX_CERTIFICATES) {
      certificates.removeLast();
    }
  }

  void dropCertificate() {
    certified = false;
  }

  /** Restores what was in force before a restart of the service. */
  void restore(DeviceSettings activeSettings) {
    active = activeSettings;
  }

  RegisteredDevice view() {
    return new RegisteredDevice(
        uid,
        state(),
        claim().map(Claim::profile),
        claim().map(Claim::serial),
        bootstrappedAt,
        lastHeartbeatAt(),
        state() == SimulatedDeviceState.OWNED ? requested : with(requested, Set.of()),
        active);
  }

  static DeviceSettings with(DeviceSettings settings, Set<DeviceFeature> features) {
    return new DeviceSettings(
        features, settings.heartbeatPeriod(), settings.pricePlan(), settings.keySet());
  }
}
