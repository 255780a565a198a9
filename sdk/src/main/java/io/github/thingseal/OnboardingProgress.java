package io.github.thingseal;

/**
 * What an onboarding is doing.
 *
 * @param step the step it is at
 * @param detail what is done or seen, for people; no secrets
 */
public record OnboardingProgress(OnboardingStep step, String detail) {
  /**
   * The progress for people.
   *
   * @return one line
   */
  @Override
  public String toString() {
    return step.text() + ": " + detail;
  }
}
