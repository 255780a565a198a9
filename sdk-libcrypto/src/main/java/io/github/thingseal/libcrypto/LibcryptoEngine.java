package io.github.thingseal.libcrypto;

import io.github.thingseal.core.e2e.AeadEngine;
import io.github.thingseal.core.internal.arguments.CcmArguments;
import io.github.thingseal.core.internal.pool.KeyPool;

/**
 * AES-CCM by the libcrypto of OpenSSL 3, which must be installed on the machine. {@link
 * AeadEngine#standard} finds it where this module is on the path; where the library cannot be
 * loaded, another engine is used, and a warning logged.
 *
 * <p>The JDK wants {@code --enable-native-access=io.github.thingseal.libcrypto}, or {@code
 * ALL-UNNAMED} on the class path, and warns without. The system property {@code
 * thingseal.libcrypto} names another library file.
 *
 * <p>Contexts are kept in a pool of twice as many as there are processors. A context keeps the key
 * of its last message until its next one, or until it has been idle for one to two seconds; then
 * OpenSSL overwrites and frees it.
 */
public final class LibcryptoEngine implements AeadEngine {
  private static final byte[] NO_ASSOCIATED_DATA = {};

  private final KeyPool<Context> pool;

  /**
   * An engine with a pool of its own.
   *
   * @throws IllegalStateException if libcrypto cannot be loaded, or has no AES-128-CCM, or the JDK
   *     permits this module no native code
   */
  public LibcryptoEngine() {
    this(System.getProperty("thingseal.libcrypto", ""));
  }

  LibcryptoEngine(String library) {
    CcmFunctions ccm = load(library);
    this.pool = new KeyPool<>(() -> new Context(ccm));
  }

  private static CcmFunctions load(String library) {
    try {
      return Libcrypto.load(library);
    } catch (IllegalCallerException e) {
      throw new IllegalStateException(
          "This JDK cannot call libcrypto: permit it by"
              + " --enable-native-access=io.github.thingseal.libcrypto (on the class path"
              + " ALL-UNNAMED), or use another engine",
          e);
    }
  }

  @Override
  public void seal(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] plaintext,
      byte[] encrypted,
      int offset) {
    CcmArguments.requireToSeal(key, nonce, tagLengthBytes, plaintext, encrypted, offset);
    seal(key, nonce, tagLengthBytes, NO_ASSOCIATED_DATA, plaintext, encrypted, offset);
  }

  /** With associated data: the protocol has none, but published test vectors do. */
  void seal(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] associatedData,
      byte[] plaintext,
      byte[] encrypted,
      int offset) {
    Context context = pool.take();
    try {
      context.seal(key, nonce, tagLengthBytes, associatedData, plaintext, encrypted, offset);
    } finally {
      pool.give(context);
    }
  }

  @Override
  public boolean open(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] encrypted,
      int offset,
      int length,
      byte[] plaintext) {
    CcmArguments.requireToOpen(key, nonce, tagLengthBytes, encrypted, offset, length, plaintext);
    return open(
        key, nonce, tagLengthBytes, NO_ASSOCIATED_DATA, encrypted, offset, length, plaintext);
  }

  /** With associated data. */
  boolean open(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] associatedData,
      byte[] encrypted,
      int offset,
      int length,
      byte[] plaintext) {
    Context context = pool.take();
    try {
      return context.open(
          key, nonce, tagLengthBytes, associatedData, encrypted, offset, length, plaintext);
    } finally {
      pool.give(context);
    }
  }

  @Override
  public void wipeIdleKeys() {
    pool.wipeIdle();
  }
}
