package io.github.thingseal.core.e2e;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.internal.AesCcm;
import java.util.Arrays;

/**
 * Decrypts what a module protected (uplink) and protects what a module shall decrypt (downlink).
 *
 * <p>AES-128-CCM without associated data: the key identity in front of a message is <em>not</em>
 * authenticated. Plaintext is made in a private buffer and handed over only after the tag was found
 * right. Immutable and safe for use by several threads.
 *
 * <p>Evidence: uplink V1 is <em>seen</em> in the vendor's sample; the downlink form mirrors it
 * (<em>derived</em>, never tried against silicon); V2 see {@link E2eVersion}.
 */
public final class E2eCipher {
  private final AeadEngine engine;
  private final int v2LeadingBytes;

  private E2eCipher(AeadEngine engine, int v2LeadingBytes) {
    this.engine = engine;
    this.v2LeadingBytes = v2LeadingBytes;
  }

  /**
   * The cipher with Bouncy Castle's AES-CCM.
   *
   * @return the cipher
   */
  public static E2eCipher standard() {
    return new E2eCipher(new AesCcm(), E2eVersion.V2.leadingBytes());
  }

  /**
   * The same cipher with another implementation of AES-CCM.
   *
   * @param engine the implementation
   * @return a new cipher
   */
  public E2eCipher withEngine(AeadEngine engine) {
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

  /**
   * Decrypts a message that a module protected.
   *
   * @param message the message
   * @param parameters what the service answered for its key identity; left open
   * @return the plaintext, possibly empty
   * @throws InvalidInputException if the parameters are those of another key identity, or the
   *     message is too short for its tag
   * @throws UnsupportedCipherSuiteException if the suite is not AES_128_CCM
   * @throws MessageAuthenticationException if the tag is wrong
   */
  public byte[] unprotect(E2eMessage message, ProtectionParameters parameters) {
    requireSupported(parameters);
    if (!message.keyIdentity().equals(parameters.keyIdentity())) {
      throw new InvalidInputException(
          message + " cannot be decrypted with the parameters of " + parameters.keyIdentity());
    }
    int leading = leadingBytes(message.version());
    int header = message.version().keyIdentityBytes();
    int tag = parameters.macLengthBytes();
    E2eMessage.requireLength(message.version(), message.lengthBytes(), header + leading + tag);
    byte[] opened = new byte[message.lengthBytes() - header - tag];
    try {
      if (!open(message, parameters, opened)) {
        throw new MessageAuthenticationException(message);
      }
      return Arrays.copyOfRange(opened, leading, opened.length);
    } finally {
      Arrays.fill(opened, (byte) 0);
    }
  }

  /**
   * Protects a message for a module to decrypt. The parameters are closed by this: key and nonce
   * are good for one message.
   *
   * @param plaintext what to protect, at most 65,535 bytes with a nonce of 13 bytes
   * @param parameters what the service answered for the module
   * @return the message to send to the module
   * @throws InvalidInputException if the parameters have protected a message before, or the
   *     plaintext is too long for their nonce
   * @throws UnsupportedCipherSuiteException if the suite is not AES_128_CCM
   * @throws PermanentException if the parameters are of format V2, whose downlink form is unknown
   */
  public E2eMessage protect(byte[] plaintext, ProtectionParameters parameters) {
    if (!parameters.spend()) {
      throw new InvalidInputException(
          "The parameters of "
              + parameters.keyIdentity()
              + " have protected a message already; fetch new ones for every message");
    }
    try (parameters) {
      requireSupported(parameters);
      requireV1(parameters);
      requireFits(plaintext, parameters);
      byte[] header = parameters.keyIdentity().toBytes();
      int length = header.length + plaintext.length + parameters.macLengthBytes();
      byte[] message = Arrays.copyOf(header, length);
      seal(plaintext, parameters, message, header.length);
      return E2eMessage.parse(message);
    }
  }

  private boolean open(E2eMessage message, ProtectionParameters parameters, byte[] opened) {
    return parameters
        .key()
        .expose(
            key ->
                parameters
                    .nonce()
                    .expose(
                        nonce ->
                            engine.open(
                                key,
                                nonce,
                                parameters.macLengthBytes(),
                                message.array(),
                                message.version().keyIdentityBytes(),
                                opened)));
  }

  private void seal(byte[] plaintext, ProtectionParameters parameters, byte[] message, int offset) {
    parameters
        .key()
        .expose(
            key ->
                parameters
                    .nonce()
                    .expose(
                        nonce -> {
                          engine.seal(
                              key, nonce, parameters.macLengthBytes(), plaintext, message, offset);
                          return message;
                        }));
  }

  private int leadingBytes(E2eVersion version) {
    return version == E2eVersion.V2 ? v2LeadingBytes : version.leadingBytes();
  }

  private static void requireSupported(ProtectionParameters parameters) {
    if (!parameters.cipherSuite().equals(ProtectionParameters.AES_128_CCM)) {
      throw new UnsupportedCipherSuiteException(parameters);
    }
  }

  private static void requireV1(ProtectionParameters parameters) {
    if (parameters.keyIdentity().version() != E2eVersion.V1) {
      throw new PermanentException(
          "No source tells how a downlink message of format V2 is made; the service offered "
              + parameters);
    }
  }

  /** A nonce of n bytes leaves 15 - n bytes for the length of the message. */
  private static void requireFits(byte[] plaintext, ProtectionParameters parameters) {
    int lengthBytes = 15 - parameters.nonce().lengthBytes();
    if (lengthBytes == 2 && plaintext.length > 0xFFFF) {
      throw new InvalidInputException(
          "With a nonce of 13 bytes AES-CCM protects at most 65535 bytes, not " + plaintext.length);
    }
  }
}
