package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.DeviceFeature;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the service knows of a module that has bootstrapped. Guarded by the {@link Cloud}. */
final class Device {
  private final RotPublicUid uid;
  private final Air.Instance owner;
  private final Instant bootstrappedAt;
  private @Nullable Claim claim;
  private @Nullable Instant lastHeartbeatAt;
  private Set<DeviceFeature> active = EnumSet.noneOf(DeviceFeature.class);
  private final Set<DeviceFeature> requested = EnumSet.noneOf(DeviceFeature.class);
  private int keySet;
  private int requestedKeySet;

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

  Set<DeviceFeature> active() {
    return active;
  }

  Set<DeviceFeature> requested() {
    return requested;
  }

  int keySet() {
    return keySet;
  }

  int requestedKeySet() {
    return requestedKeySet;
  }

  boolean blacklisted() {
    return claim().map(Claim::blacklisted).orElse(false);
  }

  State state() {
    if (claim().isEmpty()) {
      return State.BOOTSTRAPPED;
    }
    return blacklisted() ? State.ALLOCATED : State.OWNED;
  }

  void claim(Claim newClaim) {
    claim = newClaim;
  }

  void heartbeatAt(Instant time) {
    lastHeartbeatAt = time;
  }

  /** Sets what the device is to do from its next heartbeat on. */
  void request(Set<DeviceFeature> features) {
    requested.clear();
    requested.addAll(features);
  }

  void requestKeySet(int number) {
    requestedKeySet = number;
  }

  /** Puts in force what was requested. */
  void synchronize() {
    Set<DeviceFeature> now = EnumSet.noneOf(DeviceFeature.class);
    now.addAll(requested);
    active = now;
    keySet = requestedKeySet;
  }

  /** Restores what was in force before a restart of the service. */
  void restore(Set<DeviceFeature> activeFeatures, int activeKeySet) {
    active = activeFeatures;
    keySet = activeKeySet;
  }

  /** The states of a device; only {@link #ALLOCATED} is published, as text. */
  enum State {
    BOOTSTRAPPED,
    ALLOCATED,
    OWNED
  }
}
