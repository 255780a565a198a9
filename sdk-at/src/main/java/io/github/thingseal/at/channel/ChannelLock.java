package io.github.thingseal.at.channel;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a channel: its monitor guards all state of the channel and of its connection.
 * Outcomes of commands are noted while it is held and delivered by the thread that leaves it, so
 * that no code of the application runs under it.
 */
final class ChannelLock {
  private final Deque<Runnable> outcomes = new ArrayDeque<>();

  boolean isHeldByCurrentThread() {
    return Thread.holdsLock(this);
  }

  /** Does something once the lock is left. Called with the lock. */
  void onLeaving(Runnable outcome) {
    outcomes.add(outcome);
  }

  /** Called with the lock. */
  boolean hasOutcomes() {
    return !outcomes.isEmpty();
  }

  /** Delivers what was noted. Called without the lock. */
  void deliver() {
    Runnable outcome = next();
    while (outcome != null) {
      outcome.run();
      outcome = next();
    }
  }

  private synchronized @Nullable Runnable next() {
    return outcomes.poll();
  }
}
