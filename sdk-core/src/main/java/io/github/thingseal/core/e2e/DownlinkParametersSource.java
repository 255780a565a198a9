package io.github.thingseal.core.e2e;

import io.github.thingseal.core.id.RotPublicUid;
import java.util.concurrent.CompletableFuture;

/** A source of the parameters of messages to modules; the cloud side implements it. */
@FunctionalInterface
public interface DownlinkParametersSource {
  /**
   * Fetches fresh parameters for one message to a module. Does not wait for them.
   *
   * @param uid the module
   * @return the parameters to come, which the caller closes; cancelling the future ends the
   *     look-up. It fails with a {@code ThingsealException} if they cannot be obtained
   */
  CompletableFuture<ProtectionParameters> downlink(RotPublicUid uid);
}
