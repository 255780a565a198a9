package io.github.thingseal.testkit;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The state of a {@link SimulatedModule}, at one moment.
 *
 * @param power whether it has power
 * @param connected whether it is registered, attached, and has a packet data context
 * @param life how far its root of trust has come
 * @param features features and services that are active in it
 * @param keySet the number of the key set that it uses, 0 to 255
 * @param heartbeatPeriod how often it reports
 * @param lastHeartbeatAt when its last heartbeat was answered
 */
public record SimulatedModuleState(
    Power power,
    boolean connected,
    Life life,
    Set<DeviceFeature> features,
    int keySet,
    Duration heartbeatPeriod,
    Optional<Instant> lastHeartbeatAt) {
  /**
   * Checks that nothing is null, and copies the set.
   *
   * @param power whether it has power
   * @param connected whether it has a connection
   * @param life how far its root of trust has come
   * @param features features and services that are active in it
   * @param keySet the number of the key set that it uses
   * @param heartbeatPeriod how often it reports
   * @param lastHeartbeatAt when its last heartbeat was answered
   */
  public SimulatedModuleState {
    Arguments.required(power, "power");
    Arguments.required(life, "life");
    features = Arguments.sortedCopy(features, "features");
    Arguments.required(heartbeatPeriod, "heartbeatPeriod");
    Arguments.required(lastHeartbeatAt, "lastHeartbeatAt");
  }

  /** Whether the module has power. */
  public enum Power {
    /** It has none. */
    OFF,
    /** It has, but does not answer commands yet. */
    BOOTING,
    /** It answers commands. */
    ON
  }

  /** How far the root of trust has come. */
  public enum Life {
    /** It has not bootstrapped. */
    NEW,
    /** A bootstrap is under way. */
    BOOTSTRAPPING,
    /** Bootstrapped, not sealed. */
    BOOTSTRAPPED,
    /** Sealed to a device profile. */
    SEALED,
    /** The service takes it for a clone; it tries again when it is switched on again. */
    REJECTED
  }
}
