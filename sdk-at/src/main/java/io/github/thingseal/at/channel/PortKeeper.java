package io.github.thingseal.at.channel;

/** Takes part in the life of a port that comes and goes; see {@link ReconnectingChannel}. */
@FunctionalInterface
public interface PortKeeper {
  /**
   * The port has vanished. Called before any command waits for it; must not block, nor use the
   * channel.
   */
  void lost();

  /**
   * Whether something is to be done before a command of the calling thread goes out, such as to
   * configure what is at the port again. What is done by {@link #prepare} uses the channel, too:
   * for its own thread nothing is due.
   *
   * @return false unless overridden
   */
  default boolean isDue() {
    return false;
  }

  /**
   * Does what is due, using the channel; called on the thread that has a command to send, or one
   * that stands for it. If it throws, the command fails with that, and is not sent.
   */
  default void prepare() {}
}
