package io.github.thingseal.at.fuzz;

import java.util.Arrays;

/** Takes an input apart; behind its end there are zeros. */
public final class InputReader {
  private final byte[] bytes;
  private int at;

  /**
   * Begins at the beginning.
   *
   * @param bytes the input
   */
  public InputReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Whether anything is left.
   *
   * @return false at the end
   */
  public boolean hasMore() {
    return at < bytes.length;
  }

  /**
   * The next byte as a number.
   *
   * @return 0 to 255
   */
  public int next() {
    return hasMore() ? bytes[at++] & 0xFF : 0;
  }

  /**
   * Some bytes.
   *
   * @param length how many at most
   * @return fewer at the end
   */
  public byte[] bytes(int length) {
    int to = Math.min(bytes.length, at + length);
    byte[] taken = Arrays.copyOfRange(bytes, at, to);
    at = to;
    return taken;
  }

  /**
   * All that is left.
   *
   * @return the bytes
   */
  public byte[] rest() {
    return bytes(bytes.length);
  }
}
