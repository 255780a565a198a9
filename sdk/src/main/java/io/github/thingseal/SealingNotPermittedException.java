package io.github.thingseal;

import io.github.thingseal.core.InvalidInputException;

/**
 * An onboarding came to the point where the module has to be sealed, and the permission was
 * withheld. The module was not sealed; everything before that was done and is not done again.
 */
public final class SealingNotPermittedException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  SealingNotPermittedException(OnboardingPlan plan) {
    super(
        "Not sealed, because that cannot be undone and was not permitted: "
            + plan.sealing()
            + ". Run again with SealPermission.GRANTED if this is what you want");
  }
}
