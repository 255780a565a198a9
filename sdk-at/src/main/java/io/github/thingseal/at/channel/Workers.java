package io.github.thingseal.at.channel;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that all channels of the process share: for writing what falls due, and for what
 * depends on replies and unsolicited lines. As many as work at the same time; idle ones end.
 *
 * <p>The common pool would not do: on two processors or fewer a {@code CompletableFuture} makes a
 * thread for every task instead.
 */
final class Workers {
  static final long IDLE_SECONDS = 10;

  static final Executor SHARED =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> Threads.daemon(task, "thingseal-at-worker"));

  private Workers() {}
}
