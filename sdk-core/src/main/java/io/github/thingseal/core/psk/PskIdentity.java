package io.github.thingseal.core.psk;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.Hex;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Arrays;

/**
 * The identity of a pre-shared key: what a (D)TLS client sends in its ClientKeyExchange, and what
 * the service regenerates the key from.
 *
 * <p>1 to 32 bytes, 14 in the vendor's example. Binary: it may hold zero bytes, so it is never
 * treated as text. Not a secret.
 */
public final class PskIdentity {
  /** The longest identity, in bytes. */
  public static final int MAX_LENGTH_BYTES = 32;

  private final byte[] bytes;

  private PskIdentity(byte[] bytes) {
    if (bytes.length < 1 || bytes.length > MAX_LENGTH_BYTES) {
      throw new InvalidInputException("A PSK identity is 1 to 32 bytes, not " + bytes.length);
    }
    this.bytes = bytes;
  }

  /**
   * Takes an identity from its bytes.
   *
   * @param bytes 1 to 32 bytes
   * @return the identity
   * @throws InvalidInputException if there are more or fewer bytes
   */
  public static PskIdentity of(byte[] bytes) {
    Arguments.required(bytes, "bytes");
    return new PskIdentity(bytes.clone());
  }

  /**
   * Reads an identity from hexadecimal digits, as {@code AT+USECPSK} prints it.
   *
   * @param hex 2 to 64 hexadecimal digits of either case
   * @return the identity
   * @throws InvalidInputException if the text is anything else
   */
  public static PskIdentity fromHex(String hex) {
    Arguments.required(hex, "hex");
    return new PskIdentity(Hex.parse("A PSK identity", hex));
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
   * The identity as text.
   *
   * @return lower-case hexadecimal digits
   */
  public String hex() {
    return Hex.format(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PskIdentity that && Arrays.equals(bytes, that.bytes);
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
