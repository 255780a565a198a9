package io.github.thingseal.testkit.internal.module.security;

import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandRefused;

/** What must hold before a security command is carried out. */
public final class SecurityGuard {
  private final SecureElement secureElement;

  public SecurityGuard(SecureElement secureElement) {
    this.secureElement = secureElement;
  }

  /** The security subsystem has started. */
  public void ready() {
    if (secureElement.isBusy()) {
      throw new CommandRefused(CmeError.SEC_BUSY);
    }
  }

  /** It has started, the module is sealed, and the feature is on. */
  public Runnable sealedWith(DeviceFeature feature) {
    return () -> {
      ready();
      if (!secureElement.isSealed() || !secureElement.has(feature)) {
        throw new CommandRefused(CmeError.OPERATION_NOT_ALLOWED);
      }
    };
  }
}
