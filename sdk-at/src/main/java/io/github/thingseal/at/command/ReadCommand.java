package io.github.thingseal.at.command;

/**
 * A command that asks, and may be asked again.
 *
 * @param <R> what the reply is read into
 */
public abstract class ReadCommand<R> extends LineCommand<R> implements RepeatableCommand<R> {
  /**
   * Takes line and answer.
   *
   * @param line the command line, without the carriage return that ends it
   * @param answer which lines answer it, and what they are read into
   */
  protected ReadCommand(String line, Answer<R> answer) {
    super(line, answer);
  }
}
