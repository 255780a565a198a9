package io.github.thingseal.testkit.internal.module.dialogue;

/**
 * Distinguishes a line feed that belongs to the carriage return before it from one that does not.
 *
 * <p>A line feed right after a carriage return is part of the line end. If the line feed comes
 * after the prompt for a payload, it can also be the first byte of the payload. Then it is part of
 * the line end if the client ended its previous line with a line feed, and payload if it did not.
 */
final class LineEnd {
  private boolean afterReturn;
  private boolean sendsLineFeeds;

  /** Whether the byte is the line feed of a line end. */
  boolean includes(byte received, boolean payload, boolean promptSent) {
    boolean lineFeed = received == '\n';
    boolean doubtful = lineFeed && payload && promptSent;
    boolean included = afterReturn && lineFeed && (!doubtful || sendsLineFeeds);
    if (afterReturn && !doubtful) {
      sendsLineFeeds = lineFeed;
    }
    afterReturn = !payload && received == '\r';
    return included;
  }

  /** The power went: a line feed that comes next belongs to nothing. */
  void forget() {
    afterReturn = false;
  }
}
