package io.github.thingseal.at.c2c;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;

/**
 * The keys that a host and a module share after pairing: TE secret, encryption key and, in V2, HMAC
 * key, 16 bytes each.
 *
 * <p>Owns the three; close it when it is no longer needed. A module gives out the keys of a pairing
 * once and takes few pairings, so store them: {@link C2cKeyBlob}.
 */
public final class C2cKeys implements AutoCloseable {
  /** The length of each of the three, in bytes. */
  public static final int LENGTH_BYTES = 16;

  private final SecretBytes teSecret;
  private final SecretBytes key;
  private final SecretBytes hmacKey;
  private final C2cVersion version;

  private C2cKeys(SecretBytes teSecret, SecretBytes key, SecretBytes hmacKey) {
    this.teSecret = teSecret;
    this.key = key;
    this.hmacKey = hmacKey;
    this.version = hmacKey.expose(C2cKeys::isZero) ? C2cVersion.V1 : C2cVersion.V2;
  }

  /**
   * The keys of a V1 pairing.
   *
   * @param teSecret the secret that the host chose, 16 bytes; owned by the result from now on
   * @param key the key that the module answered, 16 bytes; owned by the result from now on
   * @return the keys
   * @throws InvalidInputException if a length is wrong
   */
  public static C2cKeys v1(SecretBytes teSecret, SecretBytes key) {
    Arguments.required(teSecret, "teSecret");
    Arguments.required(key, "key");
    return of(teSecret, key, SecretBytes.takeFrom(new byte[LENGTH_BYTES]));
  }

  /**
   * The keys of a V2 pairing. As in the vendor's code an HMAC key of zeros means V1.
   *
   * @param teSecret the secret that the host chose, 16 bytes; owned by the result from now on
   * @param key the key that the module answered, 16 bytes; owned by the result from now on
   * @param hmacKey the HMAC key that the module answered, 16 bytes; owned by the result from now on
   * @return the keys
   * @throws InvalidInputException if a length is wrong
   */
  public static C2cKeys of(SecretBytes teSecret, SecretBytes key, SecretBytes hmacKey) {
    Arguments.required(teSecret, "teSecret");
    Arguments.required(key, "key");
    Arguments.required(hmacKey, "hmacKey");
    requireLength("TE secret", teSecret);
    requireLength("encryption key", key);
    requireLength("HMAC key", hmacKey);
    return new C2cKeys(teSecret, key, hmacKey);
  }

  /** {@return the version of the frames made with these keys: V2 if there is an HMAC key} */
  public C2cVersion version() {
    return version;
  }

  /** {@return the secret that the host chose and opens sessions with; still owned by the keys} */
  public SecretBytes teSecret() {
    return teSecret;
  }

  /** {@return the encryption key, still owned by the keys} */
  public SecretBytes key() {
    return key;
  }

  /** {@return the HMAC key, still owned by the keys; all zero in V1} */
  public SecretBytes hmacKey() {
    return hmacKey;
  }

  /** Wipes all three. */
  @Override
  public void close() {
    teSecret.close();
    key.close();
    hmacKey.close();
  }

  /** {@return the version, never a key: {@code C2cKeys[V2]}} */
  @Override
  public String toString() {
    return "C2cKeys[" + version + "]";
  }

  private static boolean isZero(byte[] bytes) {
    int any = 0;
    for (byte b : bytes) {
      any |= b;
    }
    return any == 0;
  }

  private static void requireLength(String what, SecretBytes secret) {
    if (secret.lengthBytes() != LENGTH_BYTES) {
      throw new InvalidInputException(
          "A chip-to-chip " + what + " is 16 bytes, not " + secret.lengthBytes());
    }
  }
}
