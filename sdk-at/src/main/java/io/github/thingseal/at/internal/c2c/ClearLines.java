package io.github.thingseal.at.internal.c2c;

import java.util.function.Consumer;

/**
 * Finds whole lines of printable text among bytes that are no frame. Noise does not make any: a
 * line has two characters or more between {@code CR LF} and {@code CR LF}.
 */
final class ClearLines {
  private static final int FIRST_PRINTABLE = 0x20;
  private static final int LAST_PRINTABLE = 0x7e;
  private static final int MIN_LENGTH = 2;
  private static final int MAX_LENGTH = 1024;

  private final StringBuilder line = new StringBuilder();
  private int last;
  private boolean begun;

  void feed(byte[] bytes, int offset, int length, Consumer<String> found) {
    for (int i = offset; i < offset + length; i++) {
      take(bytes[i] & 0xFF, found);
    }
  }

  private void take(int b, Consumer<String> found) {
    if (b == '\n' && last == '\r') {
      if (begun && line.length() >= MIN_LENGTH) {
        found.accept(line.toString());
      }
      line.setLength(0);
      begun = true;
    } else if (b >= FIRST_PRINTABLE && b <= LAST_PRINTABLE && line.length() < MAX_LENGTH) {
      line.append((char) b);
    } else if (b != '\r') {
      begun = false;
    }
    last = b;
  }
}
