package io.github.thingseal.at.channel;

import io.github.thingseal.testsupport.Waits;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What the channels' own threads do between two tasks. */
public final class IdleWorkers {
  private IdleWorkers() {}

  /**
   * From now on they end: that an idle thread was given a task cannot be seen before it runs, and
   * virtual time must not pass in between.
   */
  public static void endAtOnce() {
    ThreadPoolExecutor workers = (ThreadPoolExecutor) Workers.SHARED;
    workers.setKeepAliveTime(0, TimeUnit.SECONDS);
    // One that was told to end may still be given a task until it has.
    Waits.until(() -> workers.getPoolSize() <= workers.getActiveCount());
  }
}
