package io.github.thingseal;

import io.github.thingseal.at.command.SealState;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an onboarding would do with a module in the state it is in: the result of a dry run.
 *
 * @param rotPublicUid the module
 * @param profile the device profile it shall have
 * @param serial the serial number it shall have
 * @param state how far the module is
 * @param steps what is left to do, in order
 */
public record OnboardingPlan(
    RotPublicUid rotPublicUid,
    DeviceProfileUid profile,
    DeviceSerialNumber serial,
    SealState state,
    List<OnboardingStep> steps) {

  /**
   * Copies the list.
   *
   * @param rotPublicUid the module
   * @param profile the device profile it shall have
   * @param serial the serial number it shall have
   * @param state how far the module is
   * @param steps what is left to do, in order
   */
  public OnboardingPlan {
    steps = List.copyOf(steps);
  }

  /**
   * Whether carrying it out seals the module, which cannot be undone.
   *
   * @return true unless the module is sealed already
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
   * The plan for people.
   *
   * @return a line a step
   */
  @Override
  public String toString() {
    return steps.stream()
        .map(
            step ->
                step == OnboardingStep.SEAL ? "seal " + sealing() + " (irreversible)" : step.text())
        .collect(
            Collectors.joining("\n  ", "Module " + rotPublicUid + ", now " + state + ":\n  ", ""));
  }
}
