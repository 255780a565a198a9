package io.github.thingseal.testkit.internal.module;

import io.github.thingseal.testkit.DeviceFeature;

/** What must hold before a security command is carried out. */
final class SecurityGuard {
  private final ModuleCore core;

  SecurityGuard(ModuleCore core) {
    this.core = core;
  }

  /** The security subsystem has started. */
  void ready() {
    if (core.isSecBusy()) {
      throw new CommandRefused(CmeError.SEC_BUSY);
    }
  }

  /** It has started, the module is sealed, and the feature is on. */
  Runnable sealedWith(DeviceFeature feature) {
    return () -> {
      ready();
      if (!core.secureElement().isSealed() || !core.secureElement().has(feature)) {
        throw new CommandRefused(CmeError.OPERATION_NOT_ALLOWED);
      }
    };
  }
}
