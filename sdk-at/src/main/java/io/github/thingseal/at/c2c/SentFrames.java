package io.github.thingseal.at.c2c;

import java.util.Arrays;

/**
 * Knows the last frames that were sent, by their IVs: one that comes back is our own, for a module
 * draws its own IVs.
 */
final class SentFrames {
  /** A command line takes 5 frames at most. */
  private static final int KNOWN = 16;

  private final byte[][] ivs = new byte[KNOWN][0];
  private int next;

  void add(byte[] bytes, int at) {
    ivs[next] = Arrays.copyOfRange(bytes, at, at + C2cCipher.IV_BYTES);
    next = (next + 1) % KNOWN;
  }

  boolean contain(byte[] bytes, int at) {
    for (byte[] iv : ivs) {
      if (Arrays.equals(iv, 0, iv.length, bytes, at, at + C2cCipher.IV_BYTES)) {
        return true;
      }
    }
    return false;
  }
}
