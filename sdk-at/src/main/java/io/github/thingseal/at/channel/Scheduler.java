package io.github.thingseal.at.channel;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.concurrent.Future;

/**
 * The time that a channel lives in: a monotonic clock and a timer. Real by default; tests turn
 * their own by hand.
 */
public interface Scheduler {
  /**
   * {@return the default of {@link ChannelOptions}: real time} It is kept by one thread for all
   * channels of the process; what may block runs on further ones that they share too. All are
   * daemons, and end when nothing was due for some seconds.
   */
  static Scheduler system() {
    return new Scheduler() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public Scheduled schedule(Runnable task, Duration delay) {
        Future<?> due = Workers.schedule(task, delay);
        return () -> due.cancel(false);
      }

      @Override
      public void execute(Runnable task) {
        Workers.SHARED.execute(Arguments.required(task, "task"));
      }
    };
  }

  /** {@return nanoseconds since some fixed moment, never going back} */
  long nanoTime();

  /**
   * Runs a task later, once.
   *
   * @param task what to run; it is short and never waits, for it may run on the thread that keeps
   *     time
   * @param delay how much later, zero or more
   * @return takes the task back
   */
  Scheduled schedule(Runnable task, Duration delay);

  /**
   * Runs a task later, once, as {@link #execute} does.
   *
   * @param delay how much later, zero or more
   * @param task what to run; it may write to the transport, and thus block
   * @return takes the task back
   */
  default Scheduled executeAfter(Duration delay, Runnable task) {
    Arguments.required(delay, "delay");
    Arguments.required(task, "task");
    return schedule(() -> execute(task), delay);
  }

  /**
   * Runs a task now, but not on the thread that calls. By default the thread that keeps time runs
   * it, which suits tests that turn time by hand. A scheduler of real time must override this: that
   * thread would wait for a module that is slow to take bytes.
   *
   * @param task what to run; it may write to the transport, and thus block
   */
  default void execute(Runnable task) {
    Arguments.required(task, "task");
    schedule(task, Duration.ZERO);
  }

  /** A task that waits for its time. */
  interface Scheduled {
    /** Takes the task back unless it runs already. */
    void cancel();
  }
}
