package io.github.thingseal.core.psk;

import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;

/**
 * A pre-shared key with its identity: what a (D)TLS stack needs.
 *
 * <p>Owns its key; close it when the key is no longer needed.
 */
public final class Psk implements AutoCloseable {
  private final PskIdentity identity;
  private final SecretBytes key;

  private Psk(PskIdentity identity, SecretBytes key) {
    this.identity = identity;
    this.key = key;
  }

  /**
   * Pairs a key with its identity.
   *
   * @param identity the identity
   * @param key the key, 16 or 32 bytes; owned by the result from now on, and closed at once if it
   *     is refused
   * @return the pair
   * @throws PermanentException if the key has another length, which neither a module nor the
   *     service may answer
   */
  public static Psk of(PskIdentity identity, SecretBytes key) {
    Arguments.required(identity, "identity");
    Arguments.required(key, "key");
    if (PskSize.ofBytes(key.lengthBytes()).isEmpty()) {
      key.close();
      throw new PermanentException(
          "A pre-shared key is 16 or 32 bytes, but that of identity "
              + identity
              + " has "
              + key.lengthBytes());
    }
    return new Psk(identity, key);
  }

  /**
   * The identity of the key.
   *
   * @return the identity
   */
  public PskIdentity identity() {
    return identity;
  }

  /**
   * The key, still owned by this object.
   *
   * @return the key
   */
  public SecretBytes key() {
    return key;
  }

  /** Wipes the key. */
  @Override
  public void close() {
    key.close();
  }

  /**
   * Compares identity and key, the key in constant time.
   *
   * @param other anything
   * @return whether the other is the same key of the same identity
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof Psk that && identity.equals(that.identity) && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return identity.hashCode();
  }

  /**
   * Names the identity and the length of the key, never the key.
   *
   * @return such as {@code Psk[11010008003f9720f38c30c88428, SecretBytes[32 bytes]]}
   */
  @Override
  public String toString() {
    return "Psk[" + identity + ", " + key + "]";
  }
}
