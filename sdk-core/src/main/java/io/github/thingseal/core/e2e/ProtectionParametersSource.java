package io.github.thingseal.core.e2e;

import io.github.thingseal.core.ThingsealException;

/** Where the parameters of a received message come from; the cloud side implements it. */
@FunctionalInterface
public interface ProtectionParametersSource {
  /**
   * Fetches the parameters of a message that a module protected.
   *
   * @param keyIdentity the beginning of the message
   * @return its parameters; the caller closes them
   * @throws ThingsealException if they cannot be had
   */
  ProtectionParameters uplink(KeyIdentity keyIdentity);
}
