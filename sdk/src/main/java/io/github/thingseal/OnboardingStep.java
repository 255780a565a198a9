package io.github.thingseal;

/** The steps of an onboarding, in their order. */
public enum OnboardingStep {
  /** Put the RoTPublicUID on the whitelist, so that bootstrap brings features with it. */
  WHITELIST("put the RoTPublicUID on the whitelist"),
  /** Switch the radio on, register, attach. */
  CONNECT("bring the module online"),
  /** Wait until the module has bootstrapped: {@code +USECDEVINFO: 1,x,1}. */
  BOOTSTRAP("wait for bootstrap"),
  /** Seal device profile and serial number into the module. Irreversible. */
  SEAL("seal device profile and serial number (irreversible)"),
  /** Wait until the module is sealed: {@code +USECDEVINFO: 1,1,1}. */
  AWAIT_SEALED("wait until sealed"),
  /** See the device owned, with profile and serial as asked for, through the service. */
  VERIFY("verify the device through the service");

  private final String text;

  OnboardingStep(String text) {
    this.text = text;
  }

  /**
   * What the step does.
   *
   * @return a few words
   */
  public String text() {
    return text;
  }
}
