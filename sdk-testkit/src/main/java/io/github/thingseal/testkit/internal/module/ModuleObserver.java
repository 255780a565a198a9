package io.github.thingseal.testkit.internal.module;

import java.time.Instant;

/** Is told what happens inside the module, in order and outside its lock. */
@FunctionalInterface
public interface ModuleObserver {
  /** Something happened; the phase is 0 but for bootstrap phases. */
  void happened(Happening what, int phase, Instant at);

  /** What can happen. */
  enum Happening {
    POWERED_ON,
    BOOTED,
    POWERED_OFF,
    CONNECTED,
    DISCONNECTED,
    BOOTSTRAP_PHASE,
    BOOTSTRAPPED,
    BOOTSTRAP_INTERRUPTED,
    BOOTSTRAP_REJECTED,
    SEALED,
    SEAL_REJECTED,
    HEARTBEAT,
    HEARTBEAT_REJECTED,
    SERVICE_UNREACHABLE
  }
}
