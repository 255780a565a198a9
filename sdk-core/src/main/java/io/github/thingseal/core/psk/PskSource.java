package io.github.thingseal.core.psk;

import java.util.concurrent.CompletableFuture;

/** A source of pre-shared keys; the cloud side implements it. */
@FunctionalInterface
public interface PskSource {
  /**
   * Fetches the key of an identity. Does not wait for it.
   *
   * @param identity what the client sent in its (D)TLS ClientKeyExchange
   * @return the key to come, which the caller closes; cancelling the future ends the look-up. It
   *     fails with a {@code ThingsealException} if there is none, or it cannot be obtained
   */
  CompletableFuture<Psk> psk(PskIdentity identity);
}
