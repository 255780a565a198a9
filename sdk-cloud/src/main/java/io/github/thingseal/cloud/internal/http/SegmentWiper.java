package io.github.thingseal.cloud.internal.http;

import java.util.HashSet;
import java.util.Set;
import okio.Buffer;

/**
 * Overwrites the free segments of Okio's pool. All bytes of a connection pass through such
 * segments. Okio keeps up to 64 KiB of them for each group of threads, with their contents, as long
 * as the program runs.
 */
public final class SegmentWiper {
  private static final byte[] ZEROS = new byte[8 * 1024];
  private static final int SEGMENTS = 8;

  private SegmentWiper() {}

  /** Overwrites those of this thread's group; done by the thread that used them. */
  static void wipe() {
    Buffer buffer = new Buffer();
    for (int i = 0; i < SEGMENTS; i++) {
      buffer.write(ZEROS);
    }
    buffer.clear(); // Puts them back, which close() does not.
  }

  /** Overwrites those of all groups, by a thread of each, because no other thread reaches them. */
  public static void wipeAll() {
    int groups = Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors() - 1);
    Set<Long> wiped = new HashSet<>();
    // Numbers of threads follow each other, so that this soon has one of each group.
    for (int i = 0; i < 8 * groups && wiped.size() < groups; i++) {
      Thread thread = new Thread(SegmentWiper::wipe, "thingseal-cloud-wipe");
      if (wiped.add(thread.getId() & (groups - 1))) {
        thread.setDaemon(true);
        thread.start();
        join(thread);
      }
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
