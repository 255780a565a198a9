package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;
import java.util.Map;

/**
 * Device profiles: what the devices of a kind share. That there are profiles, and what they set, is
 * published; that the REST API reads and changes them is assumed, as are paths and fields. An
 * answer about another profile is refused with an {@code UnexpectedAnswerException}.
 */
public final class ProfileOperations {
  private final CallFactory calls;

  ProfileOperations(CallFactory calls) {
    this.calls = calls;
  }

  /**
   * One profile. It only reads, so it may be repeated.
   *
   * @param profile its identity
   * @return the call; it fails with {@code NotFoundException} if the account does not know it
   */
  public ServiceCall<DeviceProfile> get(DeviceProfileUid profile) {
    Arguments.required(profile, "profile");
    return calls.callWithSecret(
        Operations.PROFILE_GET,
        "device profile " + profile,
        profile.value(),
        Map.of(ProfileAnswers.UID, profile.value()),
        body -> ProfileAnswers.profile(AnswerValidator.profile(profile, body)));
  }

  /**
   * Every profile of the account, in one call. It only reads, so it may be repeated.
   *
   * @return the call
   */
  public ServiceCall<List<DeviceProfile>> list() {
    return paged().all();
  }

  /**
   * Every profile of the account, in pages. It only reads, so it may be repeated.
   *
   * @return the list
   */
  public Paged<DeviceProfile> paged() {
    return new Paged<>(
        calls,
        new PageRequest<>(Operations.PROFILE_LIST, "", "", Map.of(), ProfileAnswers::profiles),
        null);
  }

  /**
   * Changes a profile. That a change counts for devices that bootstrap afterwards, and for no
   * others, is published. It sets the final state, so it may be repeated.
   *
   * @param profile its identity
   * @param changes what is changed; the rest stays as it is
   * @return the call; it answers the whole profile
   * @throws InvalidInputException if nothing is changed
   */
  public ServiceCall<DeviceProfile> update(
      DeviceProfileUid profile, DeviceProfileSettings changes) {
    Arguments.required(profile, "profile");
    Arguments.required(changes, "changes");
    SettingsBody.requireAny(changes.fields());
    return calls.callWithSecret(
        Operations.PROFILE_UPDATE,
        "device profile " + profile,
        profile.value(),
        SettingsBody.of(ProfileAnswers.UID, profile.value(), changes.fields()),
        body -> ProfileAnswers.profile(AnswerValidator.profile(profile, body)));
  }

  /**
   * Makes a profile. Published for the portal's wizard only: it is refused unless {@code
   * SecurityServices.builder().path(...)} names the path of a service that has it. It is never
   * repeated.
   *
   * @param settings what the profile has; its name must be set
   * @return the call; it answers the profile with its identity
   * @throws InvalidInputException if there is no name, or no path is named
   */
  public ServiceCall<DeviceProfile> create(DeviceProfileSettings settings) {
    Arguments.required(settings, "settings");
    if (!settings.fields().containsKey(SettingsBody.NAME)) {
      throw new InvalidInputException("A new device profile needs a name: set name(...)");
    }
    return calls.callForSecret(
        Operations.PROFILE_CREATE,
        "a new device profile",
        settings.fields(),
        body -> ProfileAnswers.profile(Json.parseObject(body)));
  }

  /**
   * Names where it leads.
   *
   * @return such as {@code ProfileOperations[https://ssapi.services.u-blox.com/v1]}
   */
  @Override
  public String toString() {
    return "ProfileOperations[" + calls.baseUrl() + "]";
  }
}
