package io.github.thingseal.at.channel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Waits for replies. To put a thread to sleep and to wake it takes about as long as a quick port
 * takes to answer; as long as the answers come that quickly, they are waited for awake, leaving the
 * processor to other threads.
 */
final class ReplyWait {
  private static final long AWAKE_NANOS = 250_000;
  private static final boolean PROCESSOR_TO_SPARE = Runtime.getRuntime().availableProcessors() > 1;

  private volatile boolean answersAreQuick;

  @SuppressWarnings("ThreadPriorityCheck") // Speed depends on it, correctness does not.
  <T> T on(CompletableFuture<T> reply, CallerThread caller)
      throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    while (answersAreQuick && !reply.isDone() && !caller.hasTask()) {
      Thread.yield();
      answersAreQuick = System.nanoTime() - start < AWAKE_NANOS;
    }
    try {
      return caller.await(reply);
    } finally {
      answersAreQuick = PROCESSOR_TO_SPARE && System.nanoTime() - start < AWAKE_NANOS;
    }
  }
}
