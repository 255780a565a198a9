package io.github.thingseal.at.command;

/** A module says that its model or firmware does not know a command. */
public final class CommandNotSupportedException extends CommandRejectedException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param command the command, redacted up to {@code =} if it is secret
   * @param error what the module answered
   * @param message what was attempted, on what, what came back, what to do; no secrets
   */
  public CommandNotSupportedException(String command, AtError error, String message) {
    super(command, error, message);
  }
}
