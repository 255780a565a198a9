package io.github.thingseal.core.e2e;

import io.github.thingseal.core.internal.ccm.Ccm;

/** An engine of this module, none of which knows this package. */
final class BuiltInEngine implements AeadEngine {
  private final Ccm ccm;

  BuiltInEngine(Ccm ccm) {
    this.ccm = ccm;
  }

  @Override
  public void seal(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] plaintext,
      byte[] encrypted,
      int offset) {
    ccm.seal(key, nonce, tagLengthBytes, plaintext, encrypted, offset);
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
    return ccm.open(key, nonce, tagLengthBytes, encrypted, offset, length, plaintext);
  }

  @Override
  public void wipeIdleKeys() {
    ccm.wipeIdleKeys();
  }

  /** Its name for the log. */
  @Override
  public String toString() {
    return ccm.getClass().getName();
  }
}
