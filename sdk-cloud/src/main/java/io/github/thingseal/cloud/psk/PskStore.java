package io.github.thingseal.cloud.psk;

import io.github.thingseal.cloud.cache.KeyCacheSettings;
import io.github.thingseal.cloud.internal.cache.SecretCache;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.psk.PskSource;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.concurrent.CompletableFuture;

/**
 * Pre-shared keys for the server side of (D)TLS, recovered by the identity that a client sends in
 * its ClientKeyExchange. They are cached within the bounds of {@link KeyCacheSettings}, so that a
 * client that connects again costs no call.
 *
 * <p>Handshakes of the same identity share one look-up; the answer that there is no such key is
 * remembered for a short time. A look-up takes no thread while it is under way. Keys are wiped when
 * they leave the cache; what callers are given is a copy that is theirs to close.
 *
 * <p>Safe for use by any number of threads. Close it to wipe the keys; the services it stands on
 * stay open. That the service recovers keys is published, how it is asked is assumed. Whether a
 * client sends the identity in bytes or in hexadecimal digits is not known.
 */
public final class PskStore implements AutoCloseable {
  private final SecretCache<PskIdentity, Psk> cache;

  private PskStore(KeyCacheSettings settings, PskSource source) {
    this.cache = SecretCache.of("The look-up", settings, source::psk, Psk::close);
  }

  /**
   * A store with the standard bounds.
   *
   * @param source where keys come from, such as {@code services.psk()}, or {@code identity ->
   *     services.psk().get(identity).timeout(limit).submit()} where a handshake does not wait for
   *     long
   * @return the store, which the caller closes
   */
  public static PskStore of(PskSource source) {
    return of(source, KeyCacheSettings.standard());
  }

  /**
   * A store.
   *
   * @param source where keys come from
   * @param settings the bounds of the cache
   * @return the store, which the caller closes
   */
  public static PskStore of(PskSource source, KeyCacheSettings settings) {
    Arguments.required(source, "source");
    Arguments.required(settings, "settings");
    return new PskStore(settings, source);
  }

  /**
   * The key of an identity; waits for it if need be. An interrupt ends the wait at once, and stays
   * set.
   *
   * @param identity what the client sent
   * @return the key, which the caller closes
   * @throws ThingsealException if there is none, or it cannot be obtained
   */
  public Psk get(PskIdentity identity) {
    Arguments.required(identity, "identity");
    return cache.execute(identity, PskStore::copyOf);
  }

  /**
   * The key of an identity, without waiting for it. Cancelling the future, or completing it in any
   * other way, ends the look-up if no one else waits for it, and wipes a key that comes
   * nevertheless.
   *
   * @param identity what the client sent
   * @return the key to come, complete at once if it is cached; the caller closes the key. Or what
   *     {@link #get} would throw
   */
  public CompletableFuture<Psk> submit(PskIdentity identity) {
    Arguments.required(identity, "identity");
    return cache.submit(identity, PskStore::copyOf);
  }

  /**
   * Ends all look-ups and wipes the keys. Further ones fail with an {@link InvalidInputException}.
   */
  @Override
  public void close() {
    cache.close();
  }

  private static Psk copyOf(Psk psk) {
    return Psk.of(psk.identity(), SecretBytes.takeFrom(psk.key().exposeCopy()));
  }
}
