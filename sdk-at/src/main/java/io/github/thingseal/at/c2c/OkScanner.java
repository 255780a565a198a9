package io.github.thingseal.at.c2c;

import java.nio.charset.StandardCharsets;

/** Finds the end of a final {@code OK} in a stream of bytes, however it is cut. */
final class OkScanner {
  private static final byte[] OK = "\r\nOK\r\n".getBytes(StandardCharsets.US_ASCII);

  private int matched;

  void reset() {
    matched = 0;
  }

  /** Returns how many bytes up to the end of the OK, or -1 if it does not end here. */
  int scan(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == OK[matched]) {
        matched++;
      } else {
        // The only proper prefix of OK that is also its suffix so far is a line end.
        matched = restart(bytes[i]);
      }
      if (matched == OK.length) {
        matched = 0;
        return i + 1;
      }
    }
    return -1;
  }

  private static int restart(byte b) {
    return b == OK[0] ? 1 : 0;
  }
}
