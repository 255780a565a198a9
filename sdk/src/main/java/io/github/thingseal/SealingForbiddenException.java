package io.github.thingseal;

import io.github.thingseal.core.InvalidInputException;

/**
 * An onboarding came to the point where the module has to be sealed, and was not permitted to. The
 * module was not sealed; run again with {@link Sealing#PERMITTED}.
 */
public final class SealingForbiddenException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  private final transient OnboardingPlan plan;

  SealingForbiddenException(OnboardingPlan plan) {
    super(
        "Not sealed, because it cannot be undone and was not permitted: "
            + plan.sealing()
            + ". Run with Sealing.PERMITTED to do so");
    this.plan = plan;
  }

  /**
   * What would have been sealed.
   *
   * @return the plan as it stood
   */
  public OnboardingPlan plan() {
    return plan;
  }
}
