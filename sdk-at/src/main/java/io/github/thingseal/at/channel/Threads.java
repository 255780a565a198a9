package io.github.thingseal.at.channel;

/** What ending a thread takes. */
final class Threads {
  private Threads() {}

  /** Waits for a thread to end, unless it is the one that calls; an interrupt ends the wait. */
  static void join(Thread thread, long millis) {
    if (thread == Thread.currentThread()) {
      return;
    }
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
