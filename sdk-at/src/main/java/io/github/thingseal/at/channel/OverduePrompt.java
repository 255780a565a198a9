package io.github.thingseal.at.channel;

import java.time.Duration;

/**
 * A module that asks for a payload, or may yet, which no one will send any more: what it hears
 * then, it takes for the payload. It is left in silence until it gives up, which is the only end
 * known to do no harm: any byte might be the last that it waits for. Guarded by the conversation's
 * lock.
 */
final class OverduePrompt {
  private boolean possible;
  private boolean silent;
  private long silentUntil;

  /** It did not come in time, and is waited for a little longer. */
  void mayCome(long now, Duration wait) {
    possible = true;
    silent = true;
    silentUntil = now + wait.toNanos();
  }

  /** It came: the module gives up some time after it has heard something last. */
  void came(long heardLast, Duration guard) {
    silent = true;
    silentUntil = heardLast + guard.toNanos();
  }

  /** The module has answered, and waits for nothing. */
  void over() {
    possible = false;
    silent = false;
  }

  boolean isPossible() {
    return possible;
  }

  /** For how much longer nothing is said. */
  Duration silence(long now) {
    long left = silent ? silentUntil - now : 0;
    return Duration.ofNanos(Math.max(0, left));
  }
}
