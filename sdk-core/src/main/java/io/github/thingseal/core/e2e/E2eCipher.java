package io.github.thingseal.core.e2e;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.internal.Wiping;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.internal.arguments.CcmArguments;
import io.github.thingseal.core.internal.packed.PackedCipher;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Decrypts what a module protected (uplink) and protects what a module is to decrypt (downlink).
 *
 * <p>AES-128-CCM without associated data: the key identity in front of a message is <em>not</em>
 * authenticated. Plaintext is made in a private buffer and handed over only after the tag was found
 * right. Immutable and safe for use by several threads.
 *
 * <p>Evidence: uplink V1 is <em>seen</em> in the vendor's sample; the downlink form mirrors it
 * (<em>derived</em>, never tried against silicon); V2 see {@link E2eVersion}.
 */
public final class E2eCipher {
  static {
    PackedCipher.set(new CipherOfPacked());
  }

  private static final int KEY_BYTES = 16;

  private final AeadEngine engine;
  private final int v2LeadingBytes;

  private E2eCipher(AeadEngine engine, int v2LeadingBytes) {
    this.engine = engine;
    this.v2LeadingBytes = v2LeadingBytes;
  }

  /**
   * The cipher with the fastest AES-CCM available, {@link AeadEngine#standard}.
   *
   * @return the cipher
   */
  public static E2eCipher standard() {
    return new E2eCipher(AeadEngine.standard(), E2eVersion.V2.leadingBytes());
  }

  /**
   * The same cipher with another implementation of AES-CCM.
   *
   * @param engine the implementation
   * @return a new cipher
   */
  public E2eCipher withEngine(AeadEngine engine) {
    Arguments.required(engine, "engine");
    return new E2eCipher(engine, v2LeadingBytes);
  }

  /**
   * The same cipher with another reading of the one byte of V2 that no source explains.
   *
   * @param bytes how many bytes at the beginning of a decrypted V2 message are not the customer's;
   *     0 or more
   * @return a new cipher
   * @throws InvalidInputException if negative
   */
  public E2eCipher withV2LeadingBytes(int bytes) {
    if (bytes < 0) {
      throw new InvalidInputException("A number of leading bytes cannot be negative: " + bytes);
    }
    return new E2eCipher(engine, bytes);
  }

  /** Overwrites the keys that the engine keeps and no message uses; others may use it on. */
  public void wipeIdleKeys() {
    engine.wipeIdleKeys();
  }

  /**
   * Decrypts a message that a module protected.
   *
   * @param message the message
   * @param parameters what the service answered for its key identity; left open, but no longer good
   *     for {@link #protect}
   * @return the plaintext, possibly empty
   * @throws InvalidInputException if the parameters are those of another key identity or closed, or
   *     the message is too short for its tag or too long for its nonce
   * @throws UnsupportedCipherSuiteException if the suite is not AES_128_CCM
   * @throws MessageAuthenticationException if the tag is wrong
   */
  public byte[] unprotect(E2eMessage message, ProtectionParameters parameters) {
    Arguments.required(message, "message");
    Arguments.required(parameters, "parameters");
    int leading = leadingBytes(message.version());
    byte[] opened = new byte[openedLengthBytes(message, parameters, leading)];
    int tag = parameters.macLengthBytes();
    parameters.spendForUnprotect();
    return parameters.expose((key, nonce) -> open(message, key, nonce, tag, opened, leading));
  }

  /**
   * As {@link #unprotect(E2eMessage, ProtectionParameters)}, into an array of the caller's. Makes
   * no garbage beyond what the engine makes. The array may be the one that the message was parsed
   * from.
   *
   * @param message the message
   * @param parameters what the service answered for its key identity
   * @param plaintext receives the plaintext; left as it is if anything is thrown
   * @param offset where in it the plaintext begins
   * @return how many bytes the plaintext has
   * @throws InvalidInputException also if the plaintext does not fit there
   * @throws UnsupportedCipherSuiteException if the suite is not AES_128_CCM
   * @throws MessageAuthenticationException if the tag is wrong
   */
  public int unprotect(
      E2eMessage message, ProtectionParameters parameters, byte[] plaintext, int offset) {
    Arguments.required(plaintext, "plaintext");
    int leading = leadingBytes(Arguments.required(message, "message").version());
    int lengthBytes = openedLengthBytes(message, parameters, leading);
    requireRoom(lengthBytes - leading, offset, plaintext.length);
    try (Workplace workplace = Workplace.take()) {
      byte[] opened = workplace.plaintext(lengthBytes);
      open(message, parameters, workplace, opened);
      System.arraycopy(opened, leading, plaintext, offset, lengthBytes - leading);
      return lengthBytes - leading;
    }
  }

  /**
   * As {@link #unprotect(E2eMessage, ProtectionParameters, byte[], int)}, into a buffer, direct or
   * not, from its position on, which moves behind the plaintext.
   *
   * @param message the message
   * @param parameters what the service answered for its key identity
   * @param plaintext receives the plaintext; it and its position are left as they are if anything
   *     is thrown
   * @return how many bytes the plaintext has
   * @throws InvalidInputException also if the buffer is read-only, or has fewer bytes remaining
   * @throws UnsupportedCipherSuiteException if the suite is not AES_128_CCM
   * @throws MessageAuthenticationException if the tag is wrong
   */
  public int unprotect(E2eMessage message, ProtectionParameters parameters, ByteBuffer plaintext) {
    Arguments.required(plaintext, "plaintext");
    int leading = leadingBytes(Arguments.required(message, "message").version());
    int lengthBytes = openedLengthBytes(message, parameters, leading);
    if (plaintext.isReadOnly()) {
      throw new InvalidInputException("The buffer for the plaintext is read-only");
    }
    requireRoom(lengthBytes - leading, plaintext.position(), plaintext.limit());
    try (Workplace workplace = Workplace.take()) {
      byte[] opened = workplace.plaintext(lengthBytes);
      open(message, parameters, workplace, opened);
      plaintext.put(opened, leading, lengthBytes - leading);
      return lengthBytes - leading;
    }
  }

  /** As with parameters of AES_128_CCM, for a message that no nonce is too long for. */
  int unprotect(
      E2eMessage message, byte[] keyAndNonce, int nonceBytes, int tagBytes, ByteBuffer plaintext) {
    int leading = leadingBytes(message.version());
    int lengthBytes = openedLengthBytes(message, leading, tagBytes);
    requireRoom(lengthBytes - leading, plaintext.position(), plaintext.limit());
    try (Workplace workplace = Workplace.take()) {
      byte[] opened = workplace.plaintext(lengthBytes);
      System.arraycopy(keyAndNonce, 0, workplace.key(), 0, KEY_BYTES);
      System.arraycopy(keyAndNonce, KEY_BYTES, workplace.nonce(nonceBytes), 0, nonceBytes);
      open(message, workplace.key(), workplace.nonce(nonceBytes), tagBytes, opened);
      plaintext.put(opened, leading, lengthBytes - leading);
      return lengthBytes - leading;
    }
  }

  /**
   * How many bytes the plaintext of a message has.
   *
   * @param message the message
   * @param parameters what the service answered for its key identity
   * @return the length of what {@link #unprotect(E2eMessage, ProtectionParameters)} returns
   * @throws InvalidInputException if the parameters are those of another key identity, or the
   *     message is too short for its tag or too long for its nonce
   * @throws UnsupportedCipherSuiteException if the suite is not AES_128_CCM
   */
  public int plaintextLengthBytes(E2eMessage message, ProtectionParameters parameters) {
    int leading = leadingBytes(Arguments.required(message, "message").version());
    return openedLengthBytes(message, parameters, leading) - leading;
  }

  /** Checks everything but the tag, and returns how many bytes the ciphertext has. */
  private static int openedLengthBytes(
      E2eMessage message, ProtectionParameters parameters, int leading) {
    Arguments.required(parameters, "parameters");
    requireSupported(parameters);
    requireSameIdentity(message, parameters);
    int lengthBytes = openedLengthBytes(message, leading, parameters.macLengthBytes());
    CcmArguments.requireFits(lengthBytes, parameters.nonce().lengthBytes());
    return lengthBytes;
  }

  private static int openedLengthBytes(E2eMessage message, int leading, int tagBytes) {
    int header = message.version().keyIdentityBytes();
    E2eMessage.requireLength(
        message.version(), message.lengthBytes(), (long) header + leading + tagBytes);
    return message.lengthBytes() - header - tagBytes;
  }

  private static void requireRoom(int lengthBytes, int from, int to) {
    if (from < 0 || lengthBytes > to - from) {
      throw new InvalidInputException(
          "A plaintext of "
              + lengthBytes
              + " bytes does not fit between "
              + from
              + " and "
              + to
              + " of the caller's buffer");
    }
  }

  /**
   * Protects a message for a module to decrypt. The parameters are closed by this, also where it
   * fails: key and nonce are good for one message.
   *
   * @param plaintext what to protect, at most 65,535 bytes with a nonce of 13 bytes
   * @param parameters what the service answered for the module
   * @return the message to send to the module
   * @throws InvalidInputException if the parameters have been used before or are closed, or the
   *     plaintext is too long for their nonce
   * @throws UnsupportedCipherSuiteException if the suite is not AES_128_CCM
   * @throws PermanentException if the parameters are of format V2, whose downlink form is unknown
   */
  public E2eMessage protect(byte[] plaintext, ProtectionParameters parameters) {
    Arguments.required(plaintext, "plaintext");
    Arguments.required(parameters, "parameters");
    if (!parameters.spend()) {
      throw new InvalidInputException(
          "The parameters of "
              + parameters.keyIdentity()
              + " have been used for a message already; fetch new ones for every message to"
              + " protect");
    }
    try (parameters) {
      requireSupported(parameters);
      requireV1(parameters);
      CcmArguments.requireFits(plaintext.length, parameters.nonce().lengthBytes());
      return E2eMessage.parse(seal(plaintext, parameters));
    }
  }

  private void open(
      E2eMessage message, ProtectionParameters parameters, Workplace workplace, byte[] opened) {
    int nonceBytes = parameters.nonce().lengthBytes();
    parameters.spendForUnprotect();
    parameters.key().exposeInto(workplace.key(), 0);
    parameters.nonce().exposeInto(workplace.nonce(nonceBytes), 0);
    int tag = parameters.macLengthBytes();
    open(message, workplace.key(), workplace.nonce(nonceBytes), tag, opened);
  }

  /** Decrypts into an array of the cipher's; throws if the tag is wrong. */
  private void open(E2eMessage message, byte[] key, byte[] nonce, int tagBytes, byte[] opened) {
    int start = message.version().keyIdentityBytes();
    int length = message.lengthBytes() - start;
    if (!engine.open(key, nonce, tagBytes, message.array(), start, length, opened)) {
      throw new MessageAuthenticationException(message);
    }
  }

  /** As with parameters of AES_128_CCM, for a message that no nonce is too long for. */
  byte[] unprotect(E2eMessage message, byte[] keyAndNonce, int nonceBytes, int tagBytes) {
    int leading = leadingBytes(message.version());
    byte[] opened = new byte[openedLengthBytes(message, leading, tagBytes)];
    byte[] key = new byte[KEY_BYTES];
    byte[] nonce = new byte[nonceBytes];
    try {
      System.arraycopy(keyAndNonce, 0, key, 0, KEY_BYTES);
      System.arraycopy(keyAndNonce, KEY_BYTES, nonce, 0, nonceBytes);
      return open(message, key, nonce, tagBytes, opened, leading);
    } finally {
      Wiping.wipe(key);
      Wiping.wipe(nonce);
    }
  }

  /** Decrypts into a new array, which no one else sees before the tag is found right. */
  private byte[] open(
      E2eMessage message, byte[] key, byte[] nonce, int tagBytes, byte[] opened, int leading) {
    boolean isReturned = false;
    try {
      open(message, key, nonce, tagBytes, opened);
      isReturned = leading == 0;
      return isReturned ? opened : Arrays.copyOfRange(opened, leading, opened.length);
    } finally {
      if (!isReturned) {
        Wiping.wipe(opened);
      }
    }
  }

  private byte[] seal(byte[] plaintext, ProtectionParameters parameters) {
    byte[] header = parameters.keyIdentity().toBytes();
    int tag = parameters.macLengthBytes();
    byte[] message = Arrays.copyOf(header, header.length + plaintext.length + tag);
    return parameters.expose(
        (key, nonce) -> {
          engine.seal(key, nonce, tag, plaintext, message, header.length);
          return message;
        });
  }

  private int leadingBytes(E2eVersion version) {
    return version == E2eVersion.V2 ? v2LeadingBytes : version.leadingBytes();
  }

  private static void requireSupported(ProtectionParameters parameters) {
    if (!parameters.cipherSuite().equals(ProtectionParameters.AES_128_CCM)) {
      throw new UnsupportedCipherSuiteException(parameters);
    }
  }

  private static void requireSameIdentity(E2eMessage message, ProtectionParameters parameters) {
    if (!message.keyIdentity().equals(parameters.keyIdentity())) {
      throw new InvalidInputException(
          message
              + " cannot be decrypted with the parameters of "
              + parameters.keyIdentity()
              + "; fetch those of its own key identity");
    }
  }

  private static void requireV1(ProtectionParameters parameters) {
    if (parameters.keyIdentity().version() != E2eVersion.V1) {
      throw new PermanentException(
          "No source says how a downlink message of format V2 is made; the service offered "
              + parameters);
    }
  }
}
