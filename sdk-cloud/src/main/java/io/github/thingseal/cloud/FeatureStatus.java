package io.github.thingseal.cloud;

import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * The state of one feature of a device (fields assumed).
 *
 * @param feature the feature
 * @param active whether the device has it
 * @param requested whether it is to have it; differs from {@code active} until the next heartbeat
 */
public record FeatureStatus(Feature feature, boolean active, boolean requested) {
  /**
   * Checks that nothing is null.
   *
   * @param feature the feature
   * @param active whether the device has it
   * @param requested whether it is to have it; differs from {@code active} until the next heartbeat
   */
  public FeatureStatus {
    Arguments.required(feature, "feature");
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
