package io.github.thingseal.cloud;

import io.github.thingseal.core.InvalidInputException;
import java.time.Duration;
import java.util.Map;

/**
 * A change of the security profile of one device, in force at its next heartbeat. What is not set
 * stays as it is.
 */
public final class DeviceUpdate {
  private final Map<String, Object> fields;

  private DeviceUpdate(SettingsBody body) {
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
    return other instanceof DeviceUpdate that && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  /**
   * Names what is set.
   *
   * @return such as {@code DeviceUpdate{HeartbeatSeconds=86400}}
   */
  @Override
  public String toString() {
    return "DeviceUpdate" + fields;
  }

  /** Builds a {@link DeviceUpdate}. */
  public static final class Builder {
    private final SettingsBody body = new SettingsBody();

    private Builder() {}

    /**
     * Sets the features and services, all of them: those left out are turned off. {@link
     * FeatureOperations} turns single ones on and off.
     *
     * @param features the features, possibly none
     * @return this builder
     */
    public Builder features(Feature... features) {
      body.features(features);
      return this;
    }

    /**
     * Sets the time between two heartbeats.
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
     * Builds the change.
     *
     * @return the change
     * @throws InvalidInputException if nothing is set
     */
    public DeviceUpdate build() {
      SettingsBody.requireAny(body.fields());
      return new DeviceUpdate(body);
    }
  }
}
