package io.github.thingseal.at.command;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Arrays;
import java.util.List;

/**
 * A command whose constructor says its line and its answer, and checks what the line is made of.
 * Two of one class are equal if they have the same line and limits, and are secret, repeatable,
 * abortable and bound to their port alike. A command with a payload, or with a secret that is to be
 * wiped, is of another kind.
 *
 * @param <R> what the reply is read into
 */
public abstract class LineCommand<R> implements AnsweredCommand<R> {
  private final String line;
  private final Answer<R> answer;

  /**
   * Takes line and answer.
   *
   * @param line the command line, without the carriage return that ends it
   * @param answer which lines answer it, and what they are read into
   * @throws io.github.thingseal.core.InvalidInputException if it cannot be sent; see {@link
   *     AtStrings#requireLine}
   */
  protected LineCommand(String line, Answer<R> answer) {
    AtStrings.requireLine(line, true);
    this.line = line;
    this.answer = Arguments.required(answer, "answer");
  }

  @Override
  public final String line() {
    return line;
  }

  @Override
  public final Answer<R> answer() {
    return answer;
  }

  /** Compares class, line, limits, and all that a command says of itself. */
  @Override
  public final boolean equals(Object other) {
    return other instanceof LineCommand<?> command
        && getClass() == command.getClass()
        && behaviour().equals(command.behaviour());
  }

  private List<Object> behaviour() {
    return Arrays.asList(
        line, timeLimit(), waitLimit(), secret(), repeatable(), abortable(), outlivesPort());
  }

  @Override
  public final int hashCode() {
    return line.hashCode();
  }

  /** Shows the line, of a secret one the name only. */
  @Override
  public String toString() {
    return getClass().getSimpleName() + "[" + CommandName.of(line, secret()) + "]";
  }
}
