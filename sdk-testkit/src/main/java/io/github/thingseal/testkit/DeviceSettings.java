package io.github.thingseal.testkit;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.Set;

/**
 * The settings of a device, requested or active.
 *
 * @param features features and services
 * @param heartbeatPeriod time between two heartbeats
 * @param pricePlan the price plan
 * @param keySet the number of the key set, 0 to 255
 */
public record DeviceSettings(
    Set<DeviceFeature> features,
    Duration heartbeatPeriod,
    SimulatedPricePlan pricePlan,
    int keySet) {
  /**
   * Checks that nothing is null, and copies the set.
   *
   * @param features features and services
   * @param heartbeatPeriod time between two heartbeats
   * @param pricePlan the price plan
   * @param keySet the number of the key set
   */
  public DeviceSettings {
    features = Arguments.sortedCopy(features, "features");
    Arguments.required(heartbeatPeriod, "heartbeatPeriod");
    Arguments.required(pricePlan, "pricePlan");
  }
}
