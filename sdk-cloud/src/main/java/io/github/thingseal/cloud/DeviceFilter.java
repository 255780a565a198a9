package io.github.thingseal.cloud;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;

/**
 * Which devices are wanted: of one profile, in one state, both, or all.
 *
 * @param profile the profile that was sealed into them; empty for any
 * @param state their state; empty for any. What is unclaimed has no profile
 */
public record DeviceFilter(Optional<DeviceProfileUid> profile, Optional<DeviceState> state) {
  private static final DeviceFilter ALL = new DeviceFilter(Optional.empty(), Optional.empty());

  /**
   * Checks that nothing is null.
   *
   * @param profile the profile that was sealed into them; empty for any
   * @param state their state; empty for any
   */
  public DeviceFilter {
    Arguments.required(profile, "profile");
    Arguments.required(state, "state");
  }

  /**
   * Every device of the account.
   *
   * @return the filter
   */
  public static DeviceFilter all() {
    return ALL;
  }

  /**
   * The devices of a profile.
   *
   * @param profile the profile
   * @return the filter
   */
  public static DeviceFilter ofProfile(DeviceProfileUid profile) {
    Arguments.required(profile, "profile");
    return new DeviceFilter(Optional.of(profile), Optional.empty());
  }

  /**
   * The devices in a state.
   *
   * @param state such as {@link DeviceState#ALLOCATED}
   * @return the filter
   */
  public static DeviceFilter inState(DeviceState state) {
    Arguments.required(state, "state");
    return new DeviceFilter(Optional.empty(), Optional.of(state));
  }

  /**
   * Of these devices, those in a state.
   *
   * @param wanted such as {@link DeviceState#OWNED}
   * @return a new filter
   */
  public DeviceFilter andState(DeviceState wanted) {
    Arguments.required(wanted, "wanted");
    return new DeviceFilter(profile, Optional.of(wanted));
  }
}
