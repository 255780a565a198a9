package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.DeviceSettings;
import io.github.thingseal.testkit.SimulatedPricePlan;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What to change of a device's settings; what is empty stays.
 *
 * @param features features and services
 * @param heartbeatPeriod time between two heartbeats
 * @param pricePlan the price plan
 */
public record DeviceChange(
    Optional<Set<DeviceFeature>> features,
    Optional<Duration> heartbeatPeriod,
    Optional<SimulatedPricePlan> pricePlan) {
  /** Other features. */
  public static DeviceChange features(Set<DeviceFeature> features) {
    return new DeviceChange(Optional.of(features), Optional.empty(), Optional.empty());
  }

  /** Another time between two heartbeats. */
  public static DeviceChange heartbeatPeriod(Duration period) {
    return new DeviceChange(Optional.empty(), Optional.of(period), Optional.empty());
  }

  /** Another price plan. */
  public static DeviceChange pricePlan(SimulatedPricePlan plan) {
    return new DeviceChange(Optional.empty(), Optional.empty(), Optional.of(plan));
  }

  DeviceSettings applyTo(DeviceSettings old) {
    return new DeviceSettings(
        features.orElse(old.features()),
        heartbeatPeriod.orElse(old.heartbeatPeriod()),
        pricePlan.orElse(old.pricePlan()),
        old.keySet());
  }
}
