package io.github.thingseal.testkit;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The price plan of a device. The four plans of the vendor have the services {@link
 * DeviceFeature#SYMMETRIC_KMS} and {@link DeviceFeature#E2E_DATA_PROTECTION}; {@link #NONE} has no
 * service. Features that are no services come with every plan. The wire names are assumed.
 */
public enum SimulatedPricePlan {
  /** Free, for {@value #MAX_DEVELOPER_DEVICES} active devices at most. */
  DEVELOPER("Developer"),
  /** Charged by the day. */
  DAILY("Daily"),
  /** Charged by use. */
  FLEX("Flex"),
  /** Charged once. */
  FREEDOM("Freedom"),
  /** Without services. */
  NONE("None");

  /**
   * How many devices may be {@link SimulatedDeviceState#OWNED} under {@link #DEVELOPER} at a time.
   */
  public static final int MAX_DEVELOPER_DEVICES = 10;

  private static final Set<DeviceFeature> SERVICES =
      Set.of(DeviceFeature.SYMMETRIC_KMS, DeviceFeature.E2E_DATA_PROTECTION);

  private final String wireName;

  SimulatedPricePlan(String wireName) {
    this.wireName = wireName;
  }

  /**
   * The name in JSON.
   *
   * @return such as {@code Developer}
   */
  public String wireName() {
    return wireName;
  }

  /**
   * Whether devices of this plan can have a feature or service.
   *
   * @param feature the feature or service
   * @return false for a service where the plan is {@link #NONE}
   */
  public boolean includes(DeviceFeature feature) {
    Arguments.required(feature, "feature");
    return this != NONE || !SERVICES.contains(feature);
  }

  /**
   * Finds a plan.
   *
   * @param wireName its name in JSON
   * @return the plan, or empty if there is none of that name
   */
  public static Optional<SimulatedPricePlan> ofWireName(String wireName) {
    Arguments.required(wireName, "wireName");
    return Arrays.stream(values()).filter(plan -> plan.wireName.equals(wireName)).findFirst();
  }
}
