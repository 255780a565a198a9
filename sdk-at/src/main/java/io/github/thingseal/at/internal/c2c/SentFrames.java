package io.github.thingseal.at.internal.c2c;

import java.util.Arrays;

/**
 * Knows the last frames that were sent, by how their bodies begin: with the IV, or with a block
 * that depends on it. One that comes back is ours, for a module draws its own IVs.
 */
final class SentFrames {
  /** A command line takes 5 frames at most. */
  private static final int KNOWN = 16;

  private final byte[][] beginnings = new byte[KNOWN][0];
  private int next;

  void add(byte[] bytes, int body) {
    beginnings[next] = Arrays.copyOfRange(bytes, body, body + C2cCipher.BLOCK_BYTES);
    next = (next + 1) % KNOWN;
  }

  boolean contain(byte[] bytes, int body) {
    for (byte[] known : beginnings) {
      if (Arrays.equals(known, 0, known.length, bytes, body, body + C2cCipher.BLOCK_BYTES)) {
        return true;
      }
    }
    return false;
  }
}
