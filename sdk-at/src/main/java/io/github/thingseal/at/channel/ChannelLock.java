package io.github.thingseal.at.channel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a channel: its monitor guards all state of the channel and of its connection.
 * Outcomes of commands and writes are noted while it is held, and done after it is left: no code of
 * the application runs under it, and a module may be slow to take bytes.
 */
final class ChannelLock {
  private final Executor elsewhere;
  private final Deque<Runnable> outcomes = new ArrayDeque<>();
  private final Deque<Runnable> writes = new ArrayDeque<>();

  ChannelLock(Executor elsewhere) {
    this.elsewhere = elsewhere;
  }

  boolean isHeldByCurrentThread() {
    return Thread.holdsLock(this);
  }

  void onLeaving(Runnable outcome) {
    outcomes.add(outcome);
  }

  void writeOnLeaving(Runnable write) {
    writes.add(write);
  }

  /** Changes something, and does what is due then: on a thread that may be held up. */
  void change(Runnable action) {
    synchronized (this) {
      action.run();
    }
    leave();
  }

  /**
   * Changes something on a thread that no slow module may hold up: the one that reads, and those of
   * callers who do not wait for what is written.
   */
  void changePromptly(Runnable action) {
    boolean toWrite;
    synchronized (this) {
      action.run();
      toWrite = !writes.isEmpty();
    }
    doAll(outcomes);
    if (toWrite) {
      elsewhere.execute(this::leave);
    }
  }

  /** Changes something on the thread that keeps time, which nothing may hold up. */
  void changeOnTime(Runnable action) {
    boolean toDo;
    synchronized (this) {
      action.run();
      toDo = !outcomes.isEmpty() || !writes.isEmpty();
    }
    if (toDo) {
      elsewhere.execute(this::leave);
    }
  }

  /** Does what was noted. Called without the lock. */
  void leave() {
    doAll(outcomes);
    doAll(writes);
    // What was refused has an outcome.
    doAll(outcomes);
  }

  private void doAll(Deque<Runnable> noted) {
    Runnable next = next(noted);
    while (next != null) {
      next.run();
      next = next(noted);
    }
  }

  private synchronized @Nullable Runnable next(Deque<Runnable> noted) {
    return noted.poll();
  }
}
