package io.github.thingseal.at.command;

import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * A module is not ready for a command yet: {@code SEC busy} or {@code SIM busy} after its start.
 */
public final class ModuleBusyException extends TransientException {
  private static final long serialVersionUID = 1L;

  private final String command;
  private final AtError error;

  /**
   * Creates the exception.
   *
   * @param command the command, redacted up to {@code =} if it is secret
   * @param error what the module answered
   * @param message what was attempted, on what, what came back, what to do; no secrets
   */
  public ModuleBusyException(String command, AtError error, String message) {
    super(Arguments.required(message, "message"));
    this.command = Arguments.required(command, "command");
    this.error = Arguments.required(error, "error");
  }

  /** {@return the command line, redacted up to {@code =} if it is secret} */
  public String command() {
    return command;
  }

  /** {@return what the module answered} */
  public AtError error() {
    return error;
  }
}
