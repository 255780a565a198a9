package io.github.thingseal.core.e2e;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.Hex;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An end-to-end protected message: key identity, ciphertext, tag.
 *
 * <p>Parsing looks at the format nibble and the length only; where the tag begins is known once the
 * {@link ProtectionParameters} are. An array it is parsed from is not copied and must not be
 * changed afterwards; a buffer is copied.
 */
public final class E2eMessage {
  private final byte[] bytes;
  private final KeyIdentity keyIdentity;

  private E2eMessage(byte[] bytes, KeyIdentity keyIdentity) {
    this.bytes = bytes;
    this.keyIdentity = keyIdentity;
  }

  /**
   * Parses a message.
   *
   * @param bytes the whole message, as {@code AT+USECE2EDATAENC} answers it; not copied
   * @return the message
   * @throws InvalidInputException if the format nibble is unknown or the message is too short for
   *     its key identity and the smallest tag
   */
  public static E2eMessage parse(byte[] bytes) {
    Arguments.required(bytes, "bytes");
    if (bytes.length == 0) {
      throw new InvalidInputException("An end-to-end protected message cannot be empty");
    }
    E2eVersion version = E2eVersion.of(bytes[0]);
    requireLength(
        version, bytes.length, version.keyIdentityBytes() + ProtectionParameters.MIN_MAC_BYTES);
    return new E2eMessage(bytes, KeyIdentity.atBeginOf(bytes, version));
  }

  /**
   * Parses a message from a buffer, direct or not, from its position to its limit.
   *
   * @param buffer the whole message and nothing else; copied, so that it can take the next one, and
   *     left as it is with its position
   * @return the message
   * @throws InvalidInputException for the reasons of {@link #parse(byte[])}
   */
  public static E2eMessage parse(ByteBuffer buffer) {
    byte[] bytes = new byte[Arguments.required(buffer, "buffer").remaining()];
    buffer.get(buffer.position(), bytes);
    return parse(bytes);
  }

  /**
   * Parses a message from hexadecimal digits.
   *
   * @param hex the whole message, digits of either case
   * @return the message
   * @throws InvalidInputException if the text is not hexadecimal, or for the reasons of {@link
   *     #parse(byte[])}
   */
  public static E2eMessage parseHex(String hex) {
    Arguments.required(hex, "hex");
    return parse(Hex.parse("An end-to-end protected message", hex));
  }

  static void requireLength(E2eVersion version, int lengthBytes, long smallest) {
    if (lengthBytes < smallest) {
      throw new InvalidInputException(
          "An end-to-end protected message of format "
              + version
              + " needs "
              + smallest
              + " bytes or more for key identity and tag, but has "
              + lengthBytes
              + "; was it cut?");
    }
  }

  /**
   * The format of the message.
   *
   * @return the version
   */
  public E2eVersion version() {
    return keyIdentity.version();
  }

  /**
   * What names the key of the message.
   *
   * @return the key identity
   */
  public KeyIdentity keyIdentity() {
    return keyIdentity;
  }

  /**
   * The ciphertext.
   *
   * @param tagLengthBytes how long the tag at the end is, from the {@link ProtectionParameters}
   * @return a read-only view
   * @throws InvalidInputException if the length is negative, or the message too short for it
   */
  public ByteBuffer ciphertext(int tagLengthBytes) {
    int start = version().keyIdentityBytes();
    return view(start, tagStart(tagLengthBytes) - start);
  }

  /**
   * The tag.
   *
   * @param tagLengthBytes how long it is, from the {@link ProtectionParameters}
   * @return a read-only view
   * @throws InvalidInputException if the length is negative, or the message too short for it
   */
  public ByteBuffer tag(int tagLengthBytes) {
    return view(tagStart(tagLengthBytes), tagLengthBytes);
  }

  private int tagStart(int tagLengthBytes) {
    if (tagLengthBytes < 0) {
      throw new InvalidInputException("A tag cannot have " + tagLengthBytes + " bytes");
    }
    requireLength(version(), bytes.length, (long) version().keyIdentityBytes() + tagLengthBytes);
    return bytes.length - tagLengthBytes;
  }

  private ByteBuffer view(int start, int lengthBytes) {
    return ByteBuffer.wrap(bytes, start, lengthBytes).slice().asReadOnlyBuffer();
  }

  /**
   * The length of the whole message.
   *
   * @return the length in bytes
   */
  public int lengthBytes() {
    return bytes.length;
  }

  /**
   * The whole message.
   *
   * @return a copy
   */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /**
   * The whole message as text.
   *
   * @return lower-case hexadecimal digits
   */
  public String hex() {
    return Hex.format(bytes);
  }

  /** The array itself, for the cipher of this package. */
  byte[] array() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof E2eMessage that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /**
   * Names format, key identity and length.
   *
   * @return such as {@code E2eMessage[V1, 11010008003f97203b08c787d1b20000, 76 bytes]}
   */
  @Override
  public String toString() {
    return "E2eMessage[" + version() + ", " + keyIdentity + ", " + bytes.length + " bytes]";
  }
}
