package io.github.thingseal.cloud.internal.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads on which futures complete, timers run and credentials are read. There are as many as
 * work at the same time, so that code that waits for another call blocks no one. Idle ones end.
 */
public final class Workers implements Executor, AutoCloseable {
  static final long IDLE_SECONDS = 10;
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  private final ThreadPoolExecutor pool = pool("thingseal-cloud");

  /** Runs the task, if need be on the calling thread: a task that is lost would be a call lost. */
  @Override
  public void execute(Runnable task) {
    try {
      pool.execute(task);
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      LOG.debug("No thread takes the task, because the services are closed or memory is short", e);
      task.run();
    }
  }

  /** Lets running tasks end. */
  @Override
  public void close() {
    pool.shutdown();
  }

  /** A pool that grows with its tasks. */
  public static ThreadPoolExecutor pool(String name) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        threads(name));
  }

  /** Daemon threads; what they fail with goes to the log, not to the standard error output. */
  static ThreadFactory threads(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler((failed, e) -> LOG.warn("A task failed", e));
      return thread;
    };
  }
}
