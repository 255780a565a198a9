package io.github.thingseal.testkit;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Instant;

/**
 * Something that happened inside a {@link SimulatedModule}, which a host does not see as such.
 *
 * @param kind what happened
 * @param bootstrapPhase the phase that is done, 1 to {@link Air#BOOTSTRAP_PHASES}, with {@link
 *     Kind#BOOTSTRAP_PHASE}; otherwise 0
 * @param at when, by the module's clock
 */
public record SimulatedModuleEvent(Kind kind, int bootstrapPhase, Instant at) {
  /**
   * Checks that nothing is null.
   *
   * @param kind what happened
   * @param bootstrapPhase the phase that is done, 1 to {@link Air#BOOTSTRAP_PHASES}, with {@link
   *     Kind#BOOTSTRAP_PHASE}; otherwise 0
   * @param at when, by the module's clock
   */
  public SimulatedModuleEvent {
    Arguments.required(kind, "kind");
    Arguments.required(at, "at");
  }

  /** What can happen. */
  public enum Kind {
    /** Power came. */
    POWERED_ON,
    /** The module answers commands from now on. */
    BOOTED,
    /** Power went. */
    POWERED_OFF,
    /** Registered, attached, and the packet data context active. */
    CONNECTED,
    /** No longer so. */
    DISCONNECTED,
    /** A phase of the bootstrap is done. */
    BOOTSTRAP_PHASE,
    /** All phases are done. */
    BOOTSTRAPPED,
    /** Power or connection went before all phases were done; it begins again at the first. */
    BOOTSTRAP_INTERRUPTED,
    /** The service refused the bootstrap: this is a clone. */
    BOOTSTRAP_REJECTED,
    /** Profile and serial number are sealed permanently. */
    SEALED,
    /** The service refused the device profile; another one can be sealed. */
    SEAL_REJECTED,
    /** A heartbeat was answered. */
    HEARTBEAT,
    /** A heartbeat was refused. */
    HEARTBEAT_REJECTED,
    /** The service did not answer; what was under way is tried again later. */
    SERVICE_UNREACHABLE
  }
}
