package io.github.thingseal.at.mux;

import java.util.concurrent.TimeUnit;

/**
 * Waits until the threads of a test wait for something, before virtual time passes: a thread that
 * was held up by a busy machine in the middle of a write would look like a line that takes no
 * bytes.
 */
final class OtherThreads {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  private OtherThreads() {}

  static void settle() {
    Thread[] threads = new Thread[Thread.activeCount() + 50];
    int count = Thread.enumerate(threads);
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      while (isBusy(threads[i]) && System.nanoTime() - start < PATIENCE) {
        Thread.onSpinWait();
      }
    }
  }

  private static boolean isBusy(Thread thread) {
    Thread.State state = thread.getState();
    return thread != Thread.currentThread()
        && !thread.getName().startsWith("surefire")
        && (state == Thread.State.RUNNABLE || state == Thread.State.BLOCKED);
  }
}
