package io.github.thingseal.core.id;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.Hex;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * RoTPublicUID: the unique and immutable identity of a module's root of trust, 8 bytes.
 *
 * <p>Seen as 16 hexadecimal digits of either case ({@code 0A04F008003C9623} from {@code
 * AT+USECROTUID}); two identities are equal when their bytes are. Not a secret.
 */
public final class RotPublicUid {
  /** The length in bytes. */
  public static final int LENGTH_BYTES = 8;

  /** Lower-case digits: an identity is read and written as text far more often than as bytes. */
  private final String hex;

  private RotPublicUid(byte[] bytes) {
    this.hex = Hex.format(bytes);
  }

  /**
   * Reads an identity.
   *
   * @param hex 16 hexadecimal digits of either case, without {@code 0x} or blanks
   * @return the identity
   * @throws InvalidInputException if the text is anything else
   */
  public static RotPublicUid of(String hex) {
    Arguments.required(hex, "hex");
    if (hex.length() != 2 * LENGTH_BYTES) {
      throw new InvalidInputException(
          "A RoTPublicUID is 16 hexadecimal digits without 0x or blanks (AT+USECROTUID prints it),"
              + " not "
              + hex.length()
              + " characters");
    }
    return new RotPublicUid(Hex.parse("A RoTPublicUID", hex));
  }

  /**
   * Takes an identity from its bytes.
   *
   * @param bytes 8 bytes
   * @return the identity
   * @throws InvalidInputException if there are more or fewer bytes
   */
  public static RotPublicUid of(byte[] bytes) {
    Arguments.required(bytes, "bytes");
    if (bytes.length != LENGTH_BYTES) {
      throw new InvalidInputException("A RoTPublicUID is 8 bytes, not " + bytes.length);
    }
    return new RotPublicUid(bytes);
  }

  /**
   * The identity as bytes.
   *
   * @return a new array of 8 bytes
   */
  public byte[] toBytes() {
    return Hex.parse("A RoTPublicUID", hex);
  }

  /**
   * The identity as text.
   *
   * @return 16 lower-case hexadecimal digits
   */
  public String hex() {
    return hex;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RotPublicUid that && hex.equals(that.hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
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
