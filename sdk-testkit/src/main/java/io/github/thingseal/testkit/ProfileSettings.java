package io.github.thingseal.testkit;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.testkit.internal.service.Names;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * The settings that devices get from their device profile when they are assigned to it.
 *
 * @param name a display name, 1 to 128 characters
 * @param features features and services
 * @param heartbeatPeriod time between two heartbeats, 300 seconds to 365 days, in whole seconds
 * @param pricePlan the price plan
 * @param whitelistRequired whether devices must be on the whitelist; otherwise it is ignored
 */
public record ProfileSettings(
    String name,
    Set<DeviceFeature> features,
    Duration heartbeatPeriod,
    SimulatedPricePlan pricePlan,
    boolean whitelistRequired) {
  /** How long a device waits from one heartbeat to the next if nothing else was set. */
  public static final Duration DEFAULT_HEARTBEAT_PERIOD = Duration.ofDays(7);

  /** The shortest period; assumed, as the service refuses heartbeats that are less apart. */
  public static final Duration MIN_HEARTBEAT_PERIOD = Duration.ofMinutes(5);

  /** The longest period; assumed. */
  public static final Duration MAX_HEARTBEAT_PERIOD = Duration.ofDays(365);

  /**
   * Checks all parts, and copies the set.
   *
   * @param name a display name
   * @param features features and services
   * @param heartbeatPeriod time between two heartbeats
   * @param pricePlan the price plan
   * @param whitelistRequired whether devices must be on the whitelist
   * @throws InvalidInputException if the name or the period is out of range
   */
  public ProfileSettings {
    Arguments.required(name, "name");
    features = Arguments.sortedCopy(features, "features");
    Arguments.required(heartbeatPeriod, "heartbeatPeriod");
    Arguments.required(pricePlan, "pricePlan");
    Names.check(name);
    requirePeriod(heartbeatPeriod, "heartbeatPeriod");
    heartbeatPeriod = Duration.ofSeconds(heartbeatPeriod.toSeconds());
  }

  /**
   * Begins settings.
   *
   * @param name a display name, 1 to 128 characters
   * @return a builder: all features, 7 days, {@link SimulatedPricePlan#FLEX}, whitelist required
   */
  public static Builder named(String name) {
    return new Builder(Arguments.required(name, "name"));
  }

  /**
   * Begins settings with the values of these.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return new Builder(name)
        .features(features)
        .heartbeatPeriod(heartbeatPeriod)
        .pricePlan(pricePlan)
        .whitelistRequired(whitelistRequired);
  }

  static void requirePeriod(Duration period, String parameter) {
    if (period.compareTo(MIN_HEARTBEAT_PERIOD) < 0 || period.compareTo(MAX_HEARTBEAT_PERIOD) > 0) {
      throw new InvalidInputException(
          parameter + " must be 300 seconds to 365 days, but is " + period);
    }
  }

  /** Builds {@link ProfileSettings}. */
  public static final class Builder {
    private String name;
    private Set<DeviceFeature> features = EnumSet.allOf(DeviceFeature.class);
    private Duration heartbeatPeriod = DEFAULT_HEARTBEAT_PERIOD;
    private SimulatedPricePlan pricePlan = SimulatedPricePlan.FLEX;
    private boolean whitelistRequired = true;

    private Builder(String name) {
      this.name = name;
    }

    /**
     * Sets the name.
     *
     * @param newName a display name, 1 to 128 characters
     * @return this builder
     */
    public Builder name(String newName) {
      this.name = Arguments.required(newName, "newName");
      return this;
    }

    /**
     * Sets features and services.
     *
     * @param newFeatures the features
     * @return this builder
     */
    public Builder features(Set<DeviceFeature> newFeatures) {
      this.features = Arguments.sortedCopy(newFeatures, "newFeatures");
      return this;
    }

    /**
     * Sets the time between two heartbeats.
     *
     * @param period 300 seconds to 365 days, in whole seconds
     * @return this builder
     */
    public Builder heartbeatPeriod(Duration period) {
      this.heartbeatPeriod = Arguments.required(period, "period");
      return this;
    }

    /**
     * Sets the price plan.
     *
     * @param plan the plan
     * @return this builder
     */
    public Builder pricePlan(SimulatedPricePlan plan) {
      this.pricePlan = Arguments.required(plan, "plan");
      return this;
    }

    /**
     * Sets whether devices must be on the whitelist to have the features.
     *
     * @param required false to ignore the whitelist
     * @return this builder
     */
    public Builder whitelistRequired(boolean required) {
      this.whitelistRequired = required;
      return this;
    }

    /**
     * Builds the settings.
     *
     * @return the settings
     * @throws InvalidInputException if the name or the period is out of range
     */
    public ProfileSettings build() {
      return new ProfileSettings(name, features, heartbeatPeriod, pricePlan, whitelistRequired);
    }
  }
}
