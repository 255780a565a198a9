package io.github.thingseal.core.e2e;

import java.util.concurrent.CompletableFuture;

/** A source of the parameters of received messages; the cloud side implements it. */
@FunctionalInterface
public interface ProtectionParametersSource {
  /**
   * Fetches the parameters of a message that a module protected. Does not wait for them.
   *
   * @param keyIdentity the beginning of the message
   * @return its parameters to come, which the caller closes; cancelling the future ends the
   *     look-up. It fails with a {@code ThingsealException} if they cannot be obtained
   */
  CompletableFuture<ProtectionParameters> uplink(KeyIdentity keyIdentity);
}
