package io.github.thingseal;

import io.github.thingseal.at.command.security.SealState;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The plan of an onboarding, the result of a dry run: what it would do with a module in its present
 * state.
 *
 * @param rotPublicUid the module
 * @param profile the device profile it is to have
 * @param serial the serial number it is to have
 * @param accountProfile what the account knows of the device profile
 * @param state how far the module is, as far as it says: some firmware does not before bootstrap
 * @param steps what is left to do, in order; those that a module whose state is not known turns out
 *     to have behind it are skipped
 */
public record OnboardingPlan(
    RotPublicUid rotPublicUid,
    DeviceProfileUid profile,
    DeviceSerialNumber serial,
    AccountProfile accountProfile,
    SealState state,
    List<OnboardingStep> steps) {

  /**
   * Copies the list.
   *
   * @param rotPublicUid the module
   * @param profile the device profile it is to have
   * @param serial the serial number it is to have
   * @param accountProfile what the account knows of the device profile
   * @param state how far the module is
   * @param steps what is left to do, in order
   */
  public OnboardingPlan {
    Arguments.required(rotPublicUid, "rotPublicUid");
    Arguments.required(profile, "profile");
    Arguments.required(serial, "serial");
    Arguments.required(accountProfile, "accountProfile");
    Arguments.required(state, "state");
    Arguments.requiredElements(steps, "steps");
    steps = List.copyOf(steps);
  }

  /**
   * Whether carrying it out seals the module, which cannot be undone.
   *
   * @return true unless the module has reported that it is sealed already
   */
  public boolean seals() {
    return steps.contains(OnboardingStep.SEAL);
  }

  /**
   * What is sealed into what.
   *
   * @return one line, with the beginning of the profile only
   */
  public String sealing() {
    return "device profile "
        + profile
        + " and serial number "
        + serial
        + " into the module with RoTPublicUID "
        + rotPublicUid;
  }

  /**
   * The plan, human-readable.
   *
   * @return a line for module and profile, and one for each step
   */
  @Override
  public String toString() {
    return steps.stream()
        .map(this::text)
        .collect(Collectors.joining("\n  ", heading() + ":\n  ", ""));
  }

  private String heading() {
    return "Module "
        + rotPublicUid
        + ", "
        + now()
        + ", device profile "
        + profile
        + " "
        + accountProfile;
  }

  private String now() {
    return state.isKnown()
        ? "now " + state
        : "which does not report its state, as some do not before bootstrap";
  }

  private String text(OnboardingStep step) {
    return step == OnboardingStep.SEAL ? "seal " + sealing() + " (irreversible)" : step.text();
  }
}
