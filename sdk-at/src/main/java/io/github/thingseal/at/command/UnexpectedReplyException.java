package io.github.thingseal.at.command;

import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.internal.arguments.Arguments;

/** A module said {@code OK}, but what it said before is not what the command promises. */
public final class UnexpectedReplyException extends PermanentException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was expected and what came; no secrets
   */
  public UnexpectedReplyException(String message) {
    super(Arguments.required(message, "message"));
  }
}
