package io.github.thingseal.cloud;

import io.github.thingseal.core.InvalidInputException;
import java.time.Duration;
import java.util.Map;

/**
 * The settings of a device profile. What is not set stays as it is when a profile is updated, and
 * is the service's choice when one is made.
 */
public final class DeviceProfileSettings {
  private final Map<String, Object> fields;

  private DeviceProfileSettings(SettingsBody body) {
    this.fields = body.fields();
  }

  /**
   * Begins with nothing set.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  Map<String, Object> fields() {
    return fields;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeviceProfileSettings that && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  /**
   * Names what is set.
   *
   * @return such as {@code DeviceProfileSettings{HeartbeatSeconds=86400}}
   */
  @Override
  public String toString() {
    return "DeviceProfileSettings" + fields;
  }

  /** Builds {@link DeviceProfileSettings}. */
  public static final class Builder {
    private final SettingsBody body = new SettingsBody();

    private Builder() {}

    /**
     * Sets the display name.
     *
     * @param name the name, not blank
     * @return this builder
     * @throws InvalidInputException if it is blank
     */
    public Builder name(String name) {
      body.name(name);
      return this;
    }

    /**
     * Sets the features and services, all of them: those left out are turned off.
     *
     * @param features the features, possibly none
     * @return this builder
     */
    public Builder features(Feature... features) {
      body.features(features);
      return this;
    }

    /**
     * Sets the time between two heartbeats. The service's default is 7 days (published).
     *
     * @param period whole seconds; which limits the service has is unknown
     * @return this builder
     * @throws InvalidInputException if it is no whole number of seconds, or not positive
     */
    public Builder heartbeatPeriod(Duration period) {
      body.heartbeatPeriod(period);
      return this;
    }

    /**
     * Sets the price plan.
     *
     * @param plan the plan
     * @return this builder
     */
    public Builder pricePlan(PricePlan plan) {
      body.pricePlan(plan);
      return this;
    }

    /**
     * Sets whether modules must be on the whitelist.
     *
     * @param policy the policy
     * @return this builder
     */
    public Builder whitelistPolicy(WhitelistPolicy policy) {
      body.whitelistPolicy(policy);
      return this;
    }

    /**
     * Builds the settings.
     *
     * @return the settings
     */
    public DeviceProfileSettings build() {
      return new DeviceProfileSettings(body);
    }
  }
}
