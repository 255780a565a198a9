package io.github.thingseal.examples.kafkaunprotect;

import java.time.Duration;

/**
 * How long a stream thread waits while the service cannot be asked.
 *
 * @param limit how long in all for the messages between two polls, see {@link HoldTime}
 * @param pause how long until the service is asked again
 * @param afterwards what becomes of the message then
 */
record Patience(Duration limit, Duration pause, Afterwards afterwards) {
  /** What becomes of a message for which the service did not answer. */
  enum Afterwards {
    /** The transaction is aborted, and the messages since the last commit are processed again. */
    FAIL,
    /** It becomes a dead letter. */
    DEAD_LETTER
  }

  /** 30 s, asking again every second, then fail: figures of ours. */
  static Patience standard() {
    return new Patience(Duration.ofSeconds(30), Duration.ofSeconds(1), Afterwards.FAIL);
  }
}
