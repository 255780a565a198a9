package io.github.thingseal.cloud;

import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * The state of one feature of a device (fields assumed).
 *
 * @param feature the feature
 * @param active whether the device has it
 * @param requested whether it is to have it; in force at the next heartbeat
 * @param available whether the price plan includes it; true if the service does not say
 */
public record FeatureStatus(Feature feature, boolean active, boolean requested, boolean available) {
  /**
   * Checks that nothing is null.
   *
   * @param feature the feature
   * @param active whether the device has it
   * @param requested whether it is to have it; in force at the next heartbeat
   * @param available whether the price plan includes it
   */
  public FeatureStatus {
    Arguments.required(feature, "feature");
  }

  /**
   * The state of a feature that the price plan includes.
   *
   * @param feature the feature
   * @param active whether the device has it
   * @param requested whether it is to have it; in force at the next heartbeat
   */
  public FeatureStatus(Feature feature, boolean active, boolean requested) {
    this(feature, active, requested, true);
  }

  /**
   * Whether a change waits for the device's next heartbeat.
   *
   * @return whether {@code active} and {@code requested} differ
   */
  public boolean pending() {
    return active != requested;
  }
}
