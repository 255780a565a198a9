package io.github.thingseal.core.e2e;

import java.util.ArrayList;
import java.util.List;

/** Works as another engine does, and keeps what it must not keep, so that tests can look at it. */
class SpyEngine extends PassingEngine {
  /** What the provider says about the tag, or does instead of saying it. */
  enum Verdict {
    HONEST,
    REFUSES,
    FAILS
  }

  private final Verdict verdict;
  final List<byte[]> secrets = new ArrayList<>();
  final List<byte[]> plaintexts = new ArrayList<>();
  final List<byte[]> plaintextsWhenReturned = new ArrayList<>();

  SpyEngine(Verdict verdict) {
    super(AeadEngine.bouncyCastle());
    this.verdict = verdict;
  }

  @Override
  public void seal(
      byte[] key, byte[] nonce, int tagLengthBytes, byte[] plaintext, byte[] sealed, int offset) {
    secrets.add(key);
    secrets.add(nonce);
    if (verdict == Verdict.FAILS) {
      throw new ProviderFailure();
    }
    super.seal(key, nonce, tagLengthBytes, plaintext, sealed, offset);
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
    secrets.add(key);
    secrets.add(nonce);
    plaintexts.add(plaintext);
    boolean authentic = super.open(key, nonce, tagLengthBytes, sealed, offset, length, plaintext);
    plaintextsWhenReturned.add(plaintext.clone());
    if (verdict == Verdict.FAILS) {
      throw new ProviderFailure();
    }
    return authentic && verdict == Verdict.HONEST;
  }

  /** What a broken provider throws. */
  static final class ProviderFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
