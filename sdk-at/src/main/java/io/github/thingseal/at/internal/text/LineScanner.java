package io.github.thingseal.at.internal.text;

import java.util.function.Predicate;

/**
 * Finds lines of printable text where there is no AT dialogue, or none yet, however the bytes are
 * cut. A line in which there is anything else is none.
 */
public final class LineScanner {
  /** No line was found that was wanted. */
  public static final int NOT_FOUND = -1;

  private static final int MAX_LENGTH = 1024;

  private final boolean framed;
  private final StringBuilder line = new StringBuilder();
  private boolean sound;
  private byte last;

  private LineScanner(boolean framed) {
    this.framed = framed;
    this.sound = !framed;
  }

  /** Lines that end at CR or LF; NULs in them do not count. */
  public static LineScanner ofLines() {
    return new LineScanner(false);
  }

  /** Lines between CR LF and CR LF, which noise hardly makes. */
  public static LineScanner ofFramedLines() {
    return new LineScanner(true);
  }

  /**
   * Looks for lines until one is wanted; returns where the bytes after that begin, or {@link
   * #NOT_FOUND}.
   */
  public int scan(byte[] bytes, int from, int end, Predicate<String> wanted) {
    for (int i = from; i < end; i++) {
      if (endsAt(bytes[i])) {
        String text = sound ? line.toString() : "";
        line.setLength(0);
        sound = true;
        if (!text.isEmpty() && wanted.test(text)) {
          return i + 1;
        }
      }
    }
    return NOT_FOUND;
  }

  private boolean endsAt(byte b) {
    boolean afterReturn = last == '\r';
    last = b;
    if (framed ? afterReturn && b == '\n' : b == '\r' || b == '\n') {
      return true;
    }
    boolean unfinishedEnd = framed && afterReturn;
    if (b >= ' ' && b <= '~' && line.length() < MAX_LENGTH && !unfinishedEnd) {
      line.append((char) b);
    } else if (framed ? b != '\r' || unfinishedEnd : b != 0) {
      sound = false;
    }
    return false;
  }
}
