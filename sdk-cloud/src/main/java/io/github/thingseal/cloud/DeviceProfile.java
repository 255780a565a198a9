package io.github.thingseal.cloud;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A device profile as the service knows it (fields assumed). */
public final class DeviceProfile {
  private final DeviceProfileUid uid;
  private final String name;
  private final @Nullable Set<Feature> features;
  private final @Nullable Duration heartbeatPeriod;
  private final @Nullable PricePlan pricePlan;
  private final @Nullable WhitelistPolicy whitelistPolicy;

  private DeviceProfile(Builder builder) {
    this.uid = builder.uid;
    this.name = builder.name;
    this.features = builder.features;
    this.heartbeatPeriod = builder.heartbeatPeriod;
    this.pricePlan = builder.pricePlan;
    this.whitelistPolicy = builder.whitelistPolicy;
  }

  /**
   * Begins a profile, for tests of code that takes one.
   *
   * @param uid its identity
   * @param name its display name
   * @return a builder of a profile that has nothing else
   */
  public static Builder builder(DeviceProfileUid uid, String name) {
    return new Builder(Arguments.required(uid, "uid"), Arguments.required(name, "name"));
  }

  /**
   * The identity, which is sealed into modules. Treat it as a secret.
   *
   * @return the identity
   */
  public DeviceProfileUid uid() {
    return uid;
  }

  /**
   * The display name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * The features and services that devices of this profile get.
   *
   * @return the features, or empty if the service does not say
   */
  public Optional<Set<Feature>> features() {
    return Optional.ofNullable(features);
  }

  /**
   * The time between two heartbeats.
   *
   * @return the time, or empty if the service does not say
   */
  public Optional<Duration> heartbeatPeriod() {
    return Optional.ofNullable(heartbeatPeriod);
  }

  /**
   * The price plan.
   *
   * @return the plan, or empty if the service does not say
   */
  public Optional<PricePlan> pricePlan() {
    return Optional.ofNullable(pricePlan);
  }

  /**
   * Whether modules must be on the whitelist.
   *
   * @return the policy, or empty if the service does not say
   */
  public Optional<WhitelistPolicy> whitelistPolicy() {
    return Optional.ofNullable(whitelistPolicy);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeviceProfile that
        && uid.equals(that.uid)
        && name.equals(that.name)
        && Objects.equals(features, that.features)
        && Objects.equals(heartbeatPeriod, that.heartbeatPeriod)
        && Objects.equals(pricePlan, that.pricePlan)
        && Objects.equals(whitelistPolicy, that.whitelistPolicy);
  }

  @Override
  public int hashCode() {
    return Objects.hash(uid, name, features, heartbeatPeriod, pricePlan, whitelistPolicy);
  }

  /**
   * Names the profile, its plan and its policy; of the identity its beginning.
   *
   * @return such as {@code DeviceProfile[AgbC…, Meters, price plan Developer, whitelist Required]}
   */
  @Override
  public String toString() {
    return "DeviceProfile["
        + uid
        + ", "
        + name
        + pricePlan().map(plan -> ", price plan " + plan).orElse("")
        + whitelistPolicy().map(policy -> ", whitelist " + policy).orElse("")
        + "]";
  }

  /** Builds a {@link DeviceProfile}. */
  public static final class Builder {
    private final DeviceProfileUid uid;
    private final String name;
    private @Nullable Set<Feature> features;
    private @Nullable Duration heartbeatPeriod;
    private @Nullable PricePlan pricePlan;
    private @Nullable WhitelistPolicy whitelistPolicy;

    private Builder(DeviceProfileUid uid, String name) {
      this.uid = uid;
      this.name = name;
    }

    /**
     * Sets the features and services.
     *
     * @param all the features
     * @return this builder
     */
    public Builder features(Set<Feature> all) {
      this.features =
          Collections.unmodifiableSet(new LinkedHashSet<>(Arguments.requiredElements(all, "all")));
      return this;
    }

    /**
     * Sets the time between two heartbeats.
     *
     * @param period the time
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
    public Builder pricePlan(PricePlan plan) {
      this.pricePlan = Arguments.required(plan, "plan");
      return this;
    }

    /**
     * Sets whether modules must be on the whitelist.
     *
     * @param policy the policy
     * @return this builder
     */
    public Builder whitelistPolicy(WhitelistPolicy policy) {
      this.whitelistPolicy = Arguments.required(policy, "policy");
      return this;
    }

    /**
     * Builds the profile.
     *
     * @return the profile
     */
    public DeviceProfile build() {
      return new DeviceProfile(this);
    }
  }
}
