package io.github.thingseal.core.internal.ccm;

import io.github.thingseal.core.internal.pool.KeyPool;

/** AES-CCM by the JDK's own AES, see {@link CcmCiphers}; any number of threads share one. */
public final class JdkCcm implements Ccm {
  /**
   * Below, a second key schedule costs more than block by block does. Measured on x86-64 with
   * AES-NI; {@code benchmarks} has the program.
   */
  public static final int SHORT_BYTES = Runtime.version().feature() >= 25 ? 450 : 1700;

  private final KeyPool<CcmCiphers> pool;
  private final boolean wipeEachTime;

  /**
   * An engine.
   *
   * @param wipeEachTime whether the key schedule is overwritten after each message, and not only
   *     once it has been idle
   */
  public JdkCcm(boolean wipeEachTime) {
    this(wipeEachTime, SHORT_BYTES);
  }

  JdkCcm(boolean wipeEachTime, int shortBytes) {
    this.wipeEachTime = wipeEachTime;
    AesModes aes = new AesModes();
    this.pool = new KeyPool<>(() -> new CcmCiphers(aes, shortBytes));
  }

  @Override
  public void seal(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] associatedData,
      byte[] plaintext,
      byte[] sealed,
      int offset) {
    CcmCiphers ciphers = pool.take();
    try {
      ciphers.seal(key, nonce, tagLengthBytes, associatedData, plaintext, sealed, offset);
    } finally {
      give(ciphers);
    }
  }

  @Override
  public boolean open(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] associatedData,
      byte[] sealed,
      int offset,
      int length,
      byte[] plaintext) {
    CcmCiphers ciphers = pool.take();
    try {
      return ciphers.open(
          key, nonce, tagLengthBytes, associatedData, sealed, offset, length, plaintext);
    } finally {
      give(ciphers);
    }
  }

  @Override
  public void wipeIdleKeys() {
    pool.wipeIdle();
  }

  private void give(CcmCiphers ciphers) {
    try {
      if (wipeEachTime) {
        ciphers.wipe();
      }
    } finally {
      pool.give(ciphers);
    }
  }
}
