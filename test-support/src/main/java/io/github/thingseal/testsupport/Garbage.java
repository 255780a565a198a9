package io.github.thingseal.testsupport;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what a thread allocates. */
public final class Garbage {
  private static final int WARM_UP = 2_000;
  private static final int STRETCHES = 5;
  private static final int TIMES = 1_000;

  private Garbage() {}

  /**
   * Measures what a call allocates, of which the least of some stretches counts: what else the JVM
   * charges to the thread falls into one of them, not into all.
   *
   * @param call what is measured, called some thousand times
   * @return bytes for each call, rounded down
   */
  public static long bytesOf(Runnable call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    repeat(WARM_UP, call);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < STRETCHES; i++) {
      long before = threads.getThreadAllocatedBytes(thread);
      repeat(TIMES, call);
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    return least / TIMES;
  }

  private static void repeat(int times, Runnable call) {
    for (int i = 0; i < times; i++) {
      call.run();
    }
  }
}
