package io.github.thingseal.core.e2e;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Answers whether an implementation of AES-CCM computes what it should: a short and a long message,
 * each sealed, opened, and refused with a wrong bit. Expected values were made with OpenSSL.
 */
final class SelfTest {
  private static final byte[] KEY = counting(16);
  private static final byte[] NONCE = counting(13);
  private static final int TAG = 16;
  private static final int SHORT = 44;

  /** Longer than any length where an engine changes its way. */
  private static final int LONG = 5000;

  private static final byte[] TAG_OF_SHORT = hex("6a9fe817be309899d7837b35c9bb0301");
  private static final byte[] TAG_OF_LONG = hex("2ef53632c96bb893a1daf4493cb9e760");

  private SelfTest() {}

  /** Whether the engine is right; an engine that throws is not. */
  static boolean passes(AeadEngine engine) {
    return seals(engine, SHORT, TAG_OF_SHORT) && seals(engine, LONG, TAG_OF_LONG);
  }

  private static boolean seals(AeadEngine engine, int length, byte[] tag) {
    byte[] plaintext = counting(length);
    byte[] sealed = new byte[length + TAG];
    byte[] opened = new byte[length];
    engine.seal(KEY.clone(), NONCE.clone(), TAG, plaintext, sealed, 0);
    boolean right =
        Arrays.equals(sealed, length, length + TAG, tag, 0, TAG)
            && engine.open(KEY.clone(), NONCE.clone(), TAG, sealed, 0, sealed.length, opened)
            && Arrays.equals(opened, plaintext);
    sealed[length / 2] ^= 1;
    return right && !engine.open(KEY.clone(), NONCE.clone(), TAG, sealed, 0, sealed.length, opened);
  }

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
