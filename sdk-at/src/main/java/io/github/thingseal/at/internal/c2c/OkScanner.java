package io.github.thingseal.at.internal.c2c;

import java.nio.charset.StandardCharsets;

/** Finds the end of a final {@code OK} in a stream of bytes, however it is cut. */
final class OkScanner {
  static final int NOT_THERE = -1;

  private static final byte[] OK = "\r\nOK\r\n".getBytes(StandardCharsets.US_ASCII);

  private int matched;

  void reset() {
    matched = 0;
  }

  /** Returns how many bytes up to the end of the OK, or {@link #NOT_THERE}. */
  int scan(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == OK[matched]) {
        matched++;
      } else {
        // What is matched so far ends in no beginning of an OK but, maybe, this byte.
        matched = bytes[i] == OK[0] ? 1 : 0;
      }
      if (matched == OK.length) {
        matched = 0;
        return i + 1;
      }
    }
    return NOT_THERE;
  }
}
