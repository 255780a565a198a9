package io.github.thingseal.core.e2e;

/** Hands everything on to another engine; tests change or watch what passes. */
class PassingEngine implements AeadEngine {
  private final AeadEngine engine;

  PassingEngine(AeadEngine engine) {
    this.engine = engine;
  }

  @Override
  public void seal(
      byte[] key, byte[] nonce, int tagLengthBytes, byte[] plaintext, byte[] sealed, int offset) {
    engine.seal(key, nonce, tagLengthBytes, plaintext, sealed, offset);
  }

  @Override
  public boolean open(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] sealed,
      int offset,
      int length,
      byte[] plaintext) {
    return engine.open(key, nonce, tagLengthBytes, sealed, offset, length, plaintext);
  }
}
