package io.github.thingseal.cloud.internal.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The threads that send requests and wait for their answers: as many as there are requests under
 * way. A request that begins as the end of another one is sent by the same thread.
 */
public final class Senders implements Executor, AutoCloseable {
  private static final ThreadLocal<@Nullable Turn> TURNS = new ThreadLocal<>();

  private final ExecutorService pool = Workers.pool("thingseal-cloud-http");

  @Override
  public void execute(Runnable request) {
    Turn turn = TURNS.get();
    if (turn == null || turn.senders != this || !turn.takes(request)) {
      pool.execute(() -> run(request));
    }
  }

  /**
   * Runs the end of a request, which must not wait or run code of a caller. If this thread is one
   * of these, it sends the first request that the end begins.
   */
  public void finish(Runnable end) {
    Turn turn = TURNS.get();
    if (turn == null || turn.senders != this) {
      end.run();
      return;
    }
    turn.isEnding = true;
    try {
      end.run();
    } finally {
      turn.isEnding = false;
    }
  }

  private void run(Runnable first) {
    Turn turn = new Turn(this);
    TURNS.set(turn);
    try {
      for (Runnable next = first; next != null; next = turn.next()) {
        next.run();
        if (!pool.isShutdown()) {
          // As between two tasks of a pool: an interrupt was meant for the request before.
          var unused = Thread.interrupted();
        }
      }
    } finally {
      TURNS.remove();
      Runnable left = turn.next();
      if (left != null) {
        pool.execute(() -> run(left));
      }
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }

  /** What one thread is at; for that thread alone. */
  private static final class Turn {
    private final Senders senders;
    private boolean isEnding;
    private @Nullable Runnable next;

    Turn(Senders senders) {
      this.senders = senders;
    }

    boolean takes(Runnable request) {
      boolean taken = isEnding && next == null;
      if (taken) {
        next = request;
      }
      return taken;
    }

    @Nullable Runnable next() {
      Runnable taken = next;
      next = null;
      return taken;
    }
  }
}
