package io.github.thingseal.cloud.internal.cache;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Lets so many through at once; others wait in line. */
final class Turnstile {
  private final Deque<Runnable> line = new ArrayDeque<>();
  private int free;

  Turnstile(int atOnce) {
    this.free = atOnce;
  }

  /** Whether the task may run now; otherwise it waits in the queue. */
  synchronized boolean enter(Runnable task) {
    if (free > 0) {
      free--;
      return true;
    }
    line.add(task);
    return false;
  }

  /** Ends one that was let through; the next in line, if any, is through in its place. */
  synchronized @Nullable Runnable leave() {
    Runnable next = line.poll();
    if (next == null) {
      free++;
    }
    return next;
  }

  /** Sends all away who wait in the queue. */
  synchronized void clear() {
    line.clear();
  }
}
