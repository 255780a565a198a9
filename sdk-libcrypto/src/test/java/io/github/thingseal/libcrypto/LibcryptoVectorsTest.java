package io.github.thingseal.libcrypto;

import io.github.thingseal.testsupport.CcmVectorsTest;

/** OpenSSL's engine is held to the vectors that the others are held to. */
class LibcryptoVectorsTest extends CcmVectorsTest {
  private final LibcryptoEngine engine = new LibcryptoEngine();

  @Override
  protected void seal(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] associatedData,
      byte[] plaintext,
      byte[] sealed,
      int offset) {
    engine.seal(key, nonce, tagLengthBytes, associatedData, plaintext, sealed, offset);
  }

  @Override
  protected boolean open(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] associatedData,
      byte[] sealed,
      int offset,
      int length,
      byte[] plaintext) {
    return engine.open(
        key, nonce, tagLengthBytes, associatedData, sealed, offset, length, plaintext);
  }
}
