package io.github.thingseal.at.channel;

/**
 * What must be done before commands go out, such as to configure a module that has restarted. While
 * it is due or runs, other commands wait in the queue; its own go out ahead of them.
 */
public interface Activation {
  /**
   * {@return whether it must run before the next command} Asked when the line is free, under the
   * channel's lock: returns at once.
   */
  boolean isDue();

  /** {@return whether this thread runs it: its commands go out ahead of those that wait} */
  boolean isRunByCurrentThread();

  /**
   * Runs it, on the thread that has called {@link AtChannel#execute}, or on a worker for a command
   * that was submitted. It uses the channel. If it throws, the commands that wait fail with that
   * and are not sent; only the one that it runs for does if its thread was interrupted, its time
   * was over, or the port was lost.
   */
  void run();
}
