package io.github.thingseal.core.secret;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.Base64Text;
import io.github.thingseal.core.internal.Hex;
import io.github.thingseal.core.internal.Wiping;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A secret: bytes that are wiped when closed, compared in constant time and never printed.
 *
 * <p>Immutable but for {@link #close()}, and safe for use by several threads. A caller who gets one
 * owns it and closes it. The bytes come out through {@link #expose} and {@link #exposeCopy()} only,
 * so that every place that touches a secret is found by searching for these names.
 */
public final class SecretBytes implements AutoCloseable {
  // No lock: close() sets the flag before it wipes, and readers look at the flag after they have
  // read. The fences keep that order, so that no reader takes wiped bytes for the secret.

  private static final VarHandle CLOSED = closedField();

  private final byte[] bytes;
  private volatile boolean closed;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Copies a secret; wiping the original is up to the caller.
   *
   * @param bytes the secret, of any length
   * @return the secret
   */
  public static SecretBytes copyOf(byte[] bytes) {
    Arguments.required(bytes, "bytes");
    return new SecretBytes(bytes.clone());
  }

  /**
   * Copies a secret and wipes the original.
   *
   * @param bytes the secret; all zero afterwards
   * @return the secret
   */
  public static SecretBytes takeFrom(byte[] bytes) {
    Arguments.required(bytes, "bytes");
    SecretBytes secret = copyOf(bytes);
    Wiping.wipe(bytes);
    return secret;
  }

  /**
   * Reads a secret from hexadecimal digits.
   *
   * @param hex an even number of hexadecimal digits of either case
   * @return the secret
   * @throws InvalidInputException if the text is not hexadecimal; the message does not repeat it
   */
  public static SecretBytes fromHex(CharSequence hex) {
    Arguments.required(hex, "hex");
    return new SecretBytes(Hex.parseSecret(hex));
  }

  /**
   * Reads a secret from Base64 (RFC 4648 section 4, in one line; its padding may be left out).
   *
   * @param base64 the encoded secret
   * @return the secret
   * @throws InvalidInputException if the text is not Base64; the message does not repeat it
   */
  public static SecretBytes fromBase64(String base64) {
    byte[] bytes = Base64Text.decode(Arguments.required(base64, "base64"));
    if (bytes == null) {
      throw new InvalidInputException(
          "A secret of " + base64.length() + " characters is not Base64");
    }
    return new SecretBytes(bytes);
  }

  /**
   * Makes a fresh random secret.
   *
   * @param lengthBytes how many bytes, 1 or more
   * @param random the source of randomness
   * @return the secret
   * @throws InvalidInputException if the length is not positive
   */
  public static SecretBytes random(int lengthBytes, SecureRandom random) {
    Arguments.required(random, "random");
    if (lengthBytes < 1) {
      throw new InvalidInputException("A random secret needs 1 byte or more, not " + lengthBytes);
    }
    byte[] bytes = new byte[lengthBytes];
    random.nextBytes(bytes);
    return new SecretBytes(bytes);
  }

  /**
   * The length of the secret.
   *
   * @return the length in bytes, also after {@link #close()}
   */
  public int lengthBytes() {
    return bytes.length;
  }

  /**
   * Lends the secret to a function: it sees a copy that is wiped as soon as it returns.
   *
   * @param <T> what the function returns
   * @param use what is done with the bytes; it must not keep the array
   * @return what the function returned
   * @throws InvalidInputException if the secret is closed
   */
  public <T> T expose(Function<byte[], T> use) {
    Arguments.required(use, "use");
    byte[] copy = exposeCopy();
    try {
      return use.apply(copy);
    } finally {
      Wiping.wipe(copy);
    }
  }

  /**
   * Hands the secret out; wiping the copy is up to the caller.
   *
   * @return a copy of the bytes
   * @throws InvalidInputException if the secret is closed
   */
  public byte[] exposeCopy() {
    byte[] copy = bytes.clone();
    requireOpenAfterReading(copy, 0);
    return copy;
  }

  /**
   * Copies the secret into an array of the caller's, who wipes it. Makes no garbage.
   *
   * @param target receives the bytes
   * @param offset where in it they begin
   * @throws InvalidInputException if they do not fit there, or the secret is closed
   */
  public void exposeInto(byte[] target, int offset) {
    Arguments.required(target, "target");
    if (offset < 0 || offset > target.length - bytes.length) {
      throw new InvalidInputException(
          "A secret of "
              + bytes.length
              + " bytes does not fit at "
              + offset
              + " of "
              + target.length
              + " bytes");
    }
    if (closed) {
      throw closedBefore();
    }
    System.arraycopy(bytes, 0, target, offset, bytes.length);
    requireOpenAfterReading(target, offset);
  }

  /** Wipes the bytes. Closing twice does no harm. */
  @Override
  public void close() {
    CLOSED.setRelease(this, true);
    VarHandle.storeStoreFence();
    Wiping.wipe(bytes);
  }

  /**
   * Compares in time that depends on the lengths only.
   *
   * @param other anything
   * @return whether both are open secrets of the same bytes; a closed secret equals itself only
   */
  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof SecretBytes that)) {
      return false;
    }
    boolean equal = MessageDigest.isEqual(bytes, that.bytes);
    return isOpenAfterReading() && that.isOpenAfterReading() && equal;
  }

  /**
   * A hash that depends on the length and on nothing else.
   *
   * @return the same for all secrets of one length
   */
  @Override
  public int hashCode() {
    return Integer.hashCode(bytes.length);
  }

  /**
   * Names the length, never the bytes.
   *
   * @return such as {@code SecretBytes[16 bytes]}
   */
  @Override
  public String toString() {
    return "SecretBytes[" + bytes.length + " bytes]";
  }

  private boolean isOpenAfterReading() {
    VarHandle.loadLoadFence();
    return !closed;
  }

  private void requireOpenAfterReading(byte[] copy, int offset) {
    if (!isOpenAfterReading()) {
      Arrays.fill(copy, offset, offset + bytes.length, (byte) 0);
      throw closedBefore();
    }
  }

  private InvalidInputException closedBefore() {
    return new InvalidInputException(
        "A secret of "
            + bytes.length
            + " bytes was used after it was closed; close it, or what owns it, after the last"
            + " use");
  }

  private static VarHandle closedField() {
    try {
      return MethodHandles.lookup().findVarHandle(SecretBytes.class, "closed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
