package io.github.thingseal;

import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * A progress report of an onboarding.
 *
 * @param step the step it is at
 * @param detail what is done or seen, human-readable; no secrets
 */
public record OnboardingProgress(OnboardingStep step, String detail) {
  /**
   * Checks that nothing is null.
   *
   * @param step the step it is at
   * @param detail what is done or seen, human-readable; no secrets
   */
  public OnboardingProgress {
    Arguments.required(step, "step");
    Arguments.required(detail, "detail");
  }

  /**
   * The progress, human-readable.
   *
   * @return one line
   */
  @Override
  public String toString() {
    return step.text() + ": " + detail;
  }
}
