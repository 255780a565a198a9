package io.github.thingseal.cloud;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A device as the service knows it (fields assumed). */
public final class Device {
  private final ReportedUid rotPublicUid;
  private final DeviceState state;
  private final boolean blacklisted;
  private final @Nullable DeviceProfileUid deviceProfileUid;
  private final @Nullable String serialNumber;
  private final @Nullable Instant bootstrappedAt;
  private final @Nullable Instant lastHeartbeatAt;
  private final @Nullable Duration heartbeatPeriod;
  private final @Nullable PricePlan pricePlan;

  private Device(Builder builder) {
    this.rotPublicUid = builder.rotPublicUid;
    this.state = builder.state;
    this.blacklisted = builder.blacklisted;
    this.deviceProfileUid = builder.deviceProfileUid;
    this.serialNumber = builder.serialNumber;
    this.bootstrappedAt = builder.bootstrappedAt;
    this.lastHeartbeatAt = builder.lastHeartbeatAt;
    this.heartbeatPeriod = builder.heartbeatPeriod;
    this.pricePlan = builder.pricePlan;
  }

  /**
   * Begins a device, for tests of code that takes one.
   *
   * @param rotPublicUid the identity of its module
   * @param state its state
   * @return a builder of a device that is not blacklisted and has nothing else
   */
  public static Builder builder(ReportedUid rotPublicUid, DeviceState state) {
    Arguments.required(rotPublicUid, "rotPublicUid");
    Arguments.required(state, "state");
    return new Builder(rotPublicUid, state);
  }

  /**
   * The module in the device.
   *
   * @return its identity as the service writes it
   */
  public ReportedUid rotPublicUid() {
    return rotPublicUid;
  }

  /**
   * The state of the device.
   *
   * @return such as {@link DeviceState#OWNED}
   */
  public DeviceState state() {
    return state;
  }

  /**
   * Whether the device is sealed and owned.
   *
   * @return whether its state is {@link DeviceState#OWNED}
   */
  public boolean isOwned() {
    return state.equals(DeviceState.OWNED);
  }

  /**
   * Whether the device has bootstrapped and is not sealed, so that it belongs to no account yet.
   *
   * @return whether its state is {@link DeviceState#BOOTSTRAPPED}
   */
  public boolean isUnclaimed() {
    return state.equals(DeviceState.BOOTSTRAPPED);
  }

  /**
   * Whether the device is blocked because it was not on the whitelist when it was assigned to the
   * account. Only the portal unblocks it.
   *
   * @return the flag; false if the service does not say
   */
  public boolean blacklisted() {
    return blacklisted;
  }

  /**
   * The profile sealed into the device.
   *
   * @return the profile, or empty if the device is not sealed
   */
  public Optional<DeviceProfileUid> deviceProfileUid() {
    return Optional.ofNullable(deviceProfileUid);
  }

  /**
   * The serial number sealed into the device, as the service writes it.
   *
   * @return the text, or empty if the device is not sealed
   */
  public Optional<String> serialNumber() {
    return Optional.ofNullable(serialNumber);
  }

  /**
   * Whether the device is sealed with a profile and a serial number.
   *
   * @param profile the profile
   * @param serial the serial number
   * @return whether the service names exactly these
   */
  public boolean isSealedWith(DeviceProfileUid profile, DeviceSerialNumber serial) {
    Arguments.required(profile, "profile");
    Arguments.required(serial, "serial");
    return profile.equals(deviceProfileUid) && serial.value().equals(serialNumber);
  }

  /**
   * When the device completed its bootstrap.
   *
   * @return the moment, or empty if it did not
   */
  public Optional<Instant> bootstrappedAt() {
    return Optional.ofNullable(bootstrappedAt);
  }

  /**
   * When the device was last heard of.
   *
   * @return the moment, or empty if it never was
   */
  public Optional<Instant> lastHeartbeatAt() {
    return Optional.ofNullable(lastHeartbeatAt);
  }

  /**
   * The time between two of its heartbeats.
   *
   * @return the time, or empty if the service does not say
   */
  public Optional<Duration> heartbeatPeriod() {
    return Optional.ofNullable(heartbeatPeriod);
  }

  /**
   * Its price plan.
   *
   * @return the plan, or empty if the service does not say
   */
  public Optional<PricePlan> pricePlan() {
    return Optional.ofNullable(pricePlan);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Device that
        && rotPublicUid.equals(that.rotPublicUid)
        && state.equals(that.state)
        && blacklisted == that.blacklisted
        && Objects.equals(deviceProfileUid, that.deviceProfileUid)
        && Objects.equals(serialNumber, that.serialNumber)
        && Objects.equals(bootstrappedAt, that.bootstrappedAt)
        && Objects.equals(lastHeartbeatAt, that.lastHeartbeatAt)
        && Objects.equals(heartbeatPeriod, that.heartbeatPeriod)
        && Objects.equals(pricePlan, that.pricePlan);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        rotPublicUid,
        state,
        blacklisted,
        deviceProfileUid,
        serialNumber,
        bootstrappedAt,
        lastHeartbeatAt,
        heartbeatPeriod,
        pricePlan);
  }

  /**
   * Names module, state and serial number; of the profile its beginning.
   *
   * @return such as {@code Device[0a04f008003c9623, OWNED, serial 356…, profile AgbC…]}
   */
  @Override
  public String toString() {
    return "Device["
        + rotPublicUid
        + ", "
        + state
        + (blacklisted ? ", blacklisted" : "")
        + serialNumber().map(serial -> ", serial " + serial).orElse("")
        + deviceProfileUid().map(profile -> ", profile " + profile).orElse("")
        + "]";
  }

  /** Builds a {@link Device}. */
  public static final class Builder {
    private final ReportedUid rotPublicUid;
    private final DeviceState state;
    private boolean blacklisted;
    private @Nullable DeviceProfileUid deviceProfileUid;
    private @Nullable String serialNumber;
    private @Nullable Instant bootstrappedAt;
    private @Nullable Instant lastHeartbeatAt;
    private @Nullable Duration heartbeatPeriod;
    private @Nullable PricePlan pricePlan;

    private Builder(ReportedUid rotPublicUid, DeviceState state) {
      this.rotPublicUid = rotPublicUid;
      this.state = state;
    }

    /**
     * Sets whether the device is blocked.
     *
     * @param blocked whether it is
     * @return this builder
     */
    public Builder blacklisted(boolean blocked) {
      this.blacklisted = blocked;
      return this;
    }

    /**
     * Sets the sealed profile.
     *
     * @param profile the profile
     * @return this builder
     */
    public Builder deviceProfileUid(DeviceProfileUid profile) {
      this.deviceProfileUid = Arguments.required(profile, "profile");
      return this;
    }

    /**
     * Sets the sealed serial number.
     *
     * @param serial the serial number
     * @return this builder
     */
    public Builder serialNumber(String serial) {
      this.serialNumber = Arguments.required(serial, "serial");
      return this;
    }

    /**
     * Sets when the bootstrap was completed.
     *
     * @param moment the moment
     * @return this builder
     */
    public Builder bootstrappedAt(Instant moment) {
      this.bootstrappedAt = Arguments.required(moment, "moment");
      return this;
    }

    /**
     * Sets when the device was last heard of.
     *
     * @param moment the moment
     * @return this builder
     */
    public Builder lastHeartbeatAt(Instant moment) {
      this.lastHeartbeatAt = Arguments.required(moment, "moment");
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
     * Builds the device.
     *
     * @return the device
     */
    public Device build() {
      return new Device(this);
    }
  }
}
