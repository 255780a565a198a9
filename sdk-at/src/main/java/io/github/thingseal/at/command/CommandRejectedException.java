package io.github.thingseal.at.command;

import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.internal.arguments.Arguments;

/** A module received a command and refused it; the same command will be refused again. */
public class CommandRejectedException extends PermanentException {
  private static final long serialVersionUID = 1L;

  /** The command line, redacted up to {@code =} if it is secret. */
  private final String command;

  /** What the module answered. */
  private final String error;

  /**
   * Creates the exception.
   *
   * @param command the command, redacted up to {@code =} if it is secret
   * @param error what the module answered
   * @param message what was attempted, on what, what came back, what to do; no secrets
   */
  public CommandRejectedException(String command, AtError error, String message) {
    super(Arguments.required(message, "message"));
    this.command = Arguments.required(command, "command");
    this.error = Arguments.required(error, "error").text();
  }

  /** {@return the command line, redacted up to {@code =} if it is secret} */
  public String command() {
    return command;
  }

  /** {@return what the module answered} */
  public AtError error() {
    return new AtError(error);
  }
}
