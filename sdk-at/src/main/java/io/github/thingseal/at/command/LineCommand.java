package io.github.thingseal.at.command;

import io.github.thingseal.at.internal.text.CommandName;

/**
 * A command whose line is made once, out of parameters that its constructor checks. Two of one
 * class with the same line are equal. A command with a payload, or with a secret that is to be
 * wiped, is of another kind.
 *
 * @param <R> what the reply is read into
 */
public abstract class LineCommand<R> implements AnsweredCommand<R> {
  private final String line;

  /**
   * Takes the line.
   *
   * @param line without the carriage return that ends it
   * @throws io.github.thingseal.core.InvalidInputException if it cannot be sent; see {@link
   *     AtStrings#requireLine}
   */
  protected LineCommand(String line) {
    AtStrings.requireLine(line, true);
    this.line = line;
  }

  @Override
  public final String line() {
    return line;
  }

  /** Compares class and line. */
  @Override
  public final boolean equals(Object other) {
    return other instanceof LineCommand<?> command
        && getClass() == command.getClass()
        && line.equals(command.line);
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
