package io.github.thingseal.core.e2e;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.Hex;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Arrays;

/**
 * The beginning of an end-to-end protected message, which names the key it was encrypted with.
 *
 * <p>16 bytes in V1, 11 in V2; the REST API calls it {@code EncryptedHeader}. Opaque, not a secret,
 * and not authenticated by the tag.
 */
public final class KeyIdentity {
  private final E2eVersion version;
  private final byte[] bytes;

  private KeyIdentity(E2eVersion version, byte[] bytes) {
    this.version = version;
    this.bytes = bytes;
  }

  /**
   * Takes a key identity from its bytes.
   *
   * @param bytes 16 bytes beginning with nibble 1, or 11 beginning with nibble 2
   * @return the identity
   * @throws InvalidInputException if the bytes are anything else
   */
  public static KeyIdentity of(byte[] bytes) {
    Arguments.required(bytes, "bytes");
    if (bytes.length == 0) {
      throw new InvalidInputException("A key identity is 16 (V1) or 11 (V2) bytes, not 0");
    }
    E2eVersion version = E2eVersion.of(bytes[0]);
    if (bytes.length != version.keyIdentityBytes()) {
      throw new InvalidInputException(
          "A key identity of format "
              + version
              + " is "
              + version.keyIdentityBytes()
              + " bytes, not "
              + bytes.length);
    }
    return new KeyIdentity(version, bytes.clone());
  }

  /** That at the beginning of a message, which is no shorter. */
  static KeyIdentity atBeginOf(byte[] message, E2eVersion version) {
    return new KeyIdentity(version, Arrays.copyOf(message, version.keyIdentityBytes()));
  }

  /**
   * Reads a key identity from hexadecimal digits.
   *
   * @param hex 32 (V1) or 22 (V2) hexadecimal digits of either case
   * @return the identity
   * @throws InvalidInputException if the text is anything else
   */
  public static KeyIdentity fromHex(String hex) {
    Arguments.required(hex, "hex");
    return of(Hex.parse("A key identity", hex));
  }

  /**
   * The format of the message that it begins.
   *
   * @return the version
   */
  public E2eVersion version() {
    return version;
  }

  /**
   * The identity as bytes.
   *
   * @return a copy
   */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /**
   * The identity as text, in the form the service is asked with.
   *
   * @return lower-case hexadecimal digits
   */
  public String hex() {
    return Hex.format(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyIdentity that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /**
   * The identity as text.
   *
   * @return the same as {@link #hex()}
   */
  @Override
  public String toString() {
    return hex();
  }
}
