package io.github.thingseal.core.internal.ccm;

import io.github.thingseal.testsupport.CcmVectorsTest;

/** Holds one of the engines of this module to the published vectors. */
abstract class EngineVectorsTest extends CcmVectorsTest {
  private final Ccm engine;

  EngineVectorsTest(Ccm engine) {
    this.engine = engine;
  }

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
