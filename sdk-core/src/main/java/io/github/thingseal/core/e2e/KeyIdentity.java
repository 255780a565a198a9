package io.github.thingseal.core.e2e;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.Hex;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The beginning of an end-to-end protected message, which names the key it was encrypted with.
 *
 * <p>16 bytes in V1, 11 in V2; the REST API calls it {@code EncryptedHeader}. Opaque, not a secret,
 * and not authenticated by the tag.
 */
public final class KeyIdentity {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final E2eVersion version;
  private final long firstHalf;

  /** The other eight bytes of V1; the other three of V2, and zeros behind them. */
  private final long otherHalf;

  private KeyIdentity(E2eVersion version, long firstHalf, long otherHalf) {
    this.version = version;
    this.firstHalf = firstHalf;
    this.otherHalf = otherHalf;
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
    return atBeginOf(bytes, version);
  }

  /** That at the beginning of a message, which is no shorter. */
  static KeyIdentity atBeginOf(byte[] message, E2eVersion version) {
    // As a number of eight bytes: of V2, the last eight, without the five that are in the first.
    int otherBytes = version.keyIdentityBytes() - Long.BYTES;
    long last = (long) LONG.get(message, otherBytes);
    return new KeyIdentity(
        version, (long) LONG.get(message, 0), last << ((Long.BYTES - otherBytes) * Byte.SIZE));
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
    byte[] halves = new byte[2 * Long.BYTES];
    LONG.set(halves, 0, firstHalf);
    LONG.set(halves, Long.BYTES, otherHalf);
    return Arrays.copyOf(halves, version.keyIdentityBytes());
  }

  /**
   * The identity as text, in the form the service is asked with.
   *
   * @return lower-case hexadecimal digits
   */
  public String hex() {
    return Hex.format(toBytes());
  }

  @Override
  public boolean equals(Object other) {
    // The first four bits are the version.
    return other instanceof KeyIdentity that
        && firstHalf == that.firstHalf
        && otherHalf == that.otherHalf;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(firstHalf) + Long.hashCode(otherHalf);
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
