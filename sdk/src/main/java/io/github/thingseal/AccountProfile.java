package io.github.thingseal;

import io.github.thingseal.cloud.DeviceProfile;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.error.BadRequestException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;

/**
 * The account's view of the device profile that a device is to have. That the REST API can be asked
 * is assumed.
 *
 * @param result whether it knows it
 * @param profile the profile with its price plan and whitelist policy, if it is known
 * @param reason why it could not be found out; empty otherwise
 */
public record AccountProfile(Result result, Optional<DeviceProfile> profile, String reason) {
  /** Whether the account knows the profile. */
  public enum Result {
    /** The account has the profile. */
    KNOWN,
    /** The account has other profiles only: what is sealed with this one is not its own. */
    UNKNOWN,
    /** The service does not say; a run goes on without knowing. */
    NOT_ASKED
  }

  /**
   * Checks that nothing is null.
   *
   * @param result whether it knows it
   * @param profile the profile, if it is known
   * @param reason why it could not be found out; empty otherwise
   */
  public AccountProfile {
    Arguments.required(result, "result");
    Arguments.required(profile, "profile");
    Arguments.required(reason, "reason");
  }

  /**
   * Asks for the profile. "Not found" may mean that the operation is, so the list of profiles
   * decides.
   */
  static AccountProfile ask(SecurityServices services, DeviceProfileUid uid) {
    try {
      return known(services.profiles().get(uid).execute());
    } catch (PermanentException | BadRequestException e) {
      return look(services, uid);
    }
  }

  static AccountProfile notAsked(String reason) {
    return new AccountProfile(Result.NOT_ASKED, Optional.empty(), reason);
  }

  private static AccountProfile look(SecurityServices services, DeviceProfileUid uid) {
    try {
      return services.profiles().list().execute().stream()
          .filter(profile -> profile.uid().equals(uid))
          .findFirst()
          .map(AccountProfile::known)
          .orElse(new AccountProfile(Result.UNKNOWN, Optional.empty(), ""));
    } catch (PermanentException | BadRequestException e) {
      return notAsked(text(e));
    }
  }

  private static AccountProfile known(DeviceProfile profile) {
    return new AccountProfile(Result.KNOWN, Optional.of(profile), "");
  }

  private static String text(ThingsealException e) {
    return String.valueOf(e.getMessage());
  }

  /**
   * What is known, human-readable.
   *
   * @return one line
   */
  @Override
  public String toString() {
    return switch (result) {
      case KNOWN -> "known to the account: " + profile.map(DeviceProfile::toString).orElse("");
      case UNKNOWN -> "unknown to the account; a run refuses to seal it";
      case NOT_ASKED -> "perhaps known to the account; the service does not say (" + reason + ")";
    };
  }
}
