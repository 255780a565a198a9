package io.github.thingseal.core.e2e;

import io.github.thingseal.core.internal.ccm.BouncyCastleCcm;
import io.github.thingseal.core.internal.ccm.JdkCcm;

/**
 * An implementation of one AEAD cipher without associated data, for one message at a time.
 *
 * <p>{@link E2eCipher} checks its arguments, wipes the key, and keeps the plaintext back until
 * {@link #open} has said that the tag is right: call that, and not an engine. The engines of this
 * SDK reject lengths and ranges that AES-128-CCM does not have by an {@link
 * io.github.thingseal.core.InvalidInputException}. Implementations keep no reference to any array,
 * and leave arrays that they read as they are.
 */
public interface AeadEngine {
  /**
   * The fastest engine that passes a self-test: one that a module on the path provides for {@link
   * AeadEngine} (see {@link java.util.ServiceLoader}), else {@link #jdk}, else {@link
   * #bouncyCastle}. An engine that cannot start or fails its test is skipped. Warnings under the
   * name of this interface then say why, and which engine is used instead. Chosen once: an engine
   * that fails later is not replaced.
   *
   * @return the engine, which the whole process shares
   */
  static AeadEngine standard() {
    return FirstOf.atHand();
  }

  /**
   * CCM put together from the JDK's own AES: AES/ECB block by block for short messages, AES/CTR
   * with AES/CBC for long ones.
   *
   * <p>Ciphers are kept in a pool of twice as many as there are processors. A cipher keeps the key
   * schedule of its last message until its next one, or until it has been idle for one to two
   * seconds; then it is overwritten. Overwriting after each message would cost more than all the
   * rest: {@link #jdkWipingKeys} does so.
   *
   * @return a new engine with a pool of its own
   */
  static AeadEngine jdk() {
    return new BuiltInEngine(new JdkCcm(false));
  }

  /**
   * As {@link #jdk}, and key schedules are overwritten after each message. A short message takes
   * about twice as long.
   *
   * @return a new engine with a pool of its own
   */
  static AeadEngine jdkWipingKeys() {
    return new BuiltInEngine(new JdkCcm(true));
  }

  /**
   * Bouncy Castle's {@code CCMBlockCipher}. It leaves its key schedules to the garbage collector.
   *
   * @return a new engine
   */
  static AeadEngine bouncyCastle() {
    return new BuiltInEngine(new BouncyCastleCcm());
  }

  /**
   * Encrypts.
   *
   * @param key the key
   * @param nonce the nonce
   * @param tagLengthBytes the length of the tag
   * @param plaintext what to encrypt
   * @param encrypted receives ciphertext and tag; another array than the plaintext's
   * @param offset where in it they begin; there is room for them
   */
  void seal(
      byte[] key, byte[] nonce, int tagLengthBytes, byte[] plaintext, byte[] encrypted, int offset);

  /**
   * Decrypts and verifies in constant time.
   *
   * @param key the key
   * @param nonce the nonce
   * @param tagLengthBytes how long the tag at the end of the message is
   * @param encrypted holds ciphertext and tag; another array than the plaintext's
   * @param offset where in it they begin
   * @param length how many bytes they have together
   * @param plaintext receives the plaintext from its beginning on, and may be longer; those bytes
   *     are unspecified if the tag is wrong, and the ones behind are left as they are
   * @return whether the tag is right
   */
  boolean open(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] encrypted,
      int offset,
      int length,
      byte[] plaintext);

  /**
   * Overwrites what the engine keeps of keys that no message uses. Engines that keep nothing do
   * nothing.
   */
  default void wipeIdleKeys() {}
}
