package io.github.thingseal.at.mux;

import static java.util.stream.Collectors.toSet;

import io.github.thingseal.testsupport.Waits;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Waits until the threads of a test wait for something, before virtual time passes: a thread that
 * was held up by a busy machine in the middle of a write would look like a line that takes no
 * bytes. Those that were there before the test do nothing for it, but for the channels' own.
 */
final class OtherThreads {
  private final Set<Thread> before = alive().collect(toSet());

  void settle() {
    Waits.until(() -> alive().noneMatch(thread -> takesPart(thread) && Waits.isOver(thread)));
  }

  private boolean takesPart(Thread thread) {
    return thread != Thread.currentThread()
        && (!before.contains(thread) || thread.getName().startsWith("thingseal-at-worker"));
  }

  private static Stream<Thread> alive() {
    Thread[] threads = new Thread[2 * Thread.activeCount() + 50];
    return Arrays.stream(threads, 0, Thread.enumerate(threads));
  }
}
