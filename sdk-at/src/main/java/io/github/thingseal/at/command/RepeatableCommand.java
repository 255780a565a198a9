package io.github.thingseal.at.command;

/**
 * A command that does no more when it is sent twice, so that it is sent again after a {@code SEC
 * busy} or a time-out.
 *
 * @param <R> what the reply is read into
 */
public interface RepeatableCommand<R> extends AnsweredCommand<R> {
  @Override
  default boolean repeatable() {
    return true;
  }
}
