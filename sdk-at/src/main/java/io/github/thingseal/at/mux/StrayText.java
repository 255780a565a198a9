package io.github.thingseal.at.mux;

/** Finds lines of text among the bytes outside of frames, such as a greeting or an OK. */
final class StrayText {
  private static final int SHORTEST = 2;
  private static final int FIRST_PRINTABLE = 0x20;
  private static final int LAST_PRINTABLE = 0x7e;

  private int printable;
  private boolean spoilt;

  /** Returns whether a line of text has ended in these bytes. */
  boolean scan(byte[] bytes, int offset, int length) {
    boolean found = false;
    for (int i = offset; i < offset + length; i++) {
      byte b = bytes[i];
      if (b == '\r' || b == '\n') {
        found |= !spoilt && printable >= SHORTEST;
        printable = 0;
        spoilt = false;
      } else if (b >= FIRST_PRINTABLE && b <= LAST_PRINTABLE) {
        printable++;
      } else if (b != 0) {
        spoilt = true;
      }
    }
    return found;
  }
}
