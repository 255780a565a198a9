package io.github.thingseal.at.channel;

/**
 * Work that must be done before commands go out, such as configuring a module that has restarted.
 * While it is due or runs, other commands wait in the queue; its own go out ahead of them.
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
   * that was submitted. It uses the channel. If it is due again afterwards, it runs again, until
   * the command goes out, reaches its wait limit or is taken back.
   *
   * <p>If it throws, the command that it runs for fails with that and is not sent. If that is a
   * {@link io.github.thingseal.core.ThingsealException}, the other commands that wait fail, too,
   * each with its own exception. They do not fail if the port was lost, the thread was interrupted,
   * or the command that it runs for has a wait limit, because that may be the cause. Then it runs
   * for the next of them, so that it fails once for each command at most.
   */
  void run();
}
