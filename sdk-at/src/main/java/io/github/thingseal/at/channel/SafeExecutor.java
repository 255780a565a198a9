package io.github.thingseal.at.channel;

import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the application's code runs, and if that place takes no more, on the channel's own threads:
 * a reply that has come must not be lost because a pool was shut down or is full.
 */
record SafeExecutor(Executor executor) implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(SafeExecutor.class);

  @Override
  public void execute(Runnable task) {
    try {
      executor.execute(task);
    } catch (RuntimeException e) {
      LOG.warn("{} takes no task; it runs on a thread of the channel's own", executor, e);
      Workers.SHARED.execute(task);
    }
  }
}
