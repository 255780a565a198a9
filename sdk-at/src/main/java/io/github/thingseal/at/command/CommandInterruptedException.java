package io.github.thingseal.at.command;

/** The thread that waited for a command's answer was interrupted; its interrupt flag is set. */
public final class CommandInterruptedException extends UnansweredCommandException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param command the command, redacted up to {@code =} if it is secret
   * @param mayHaveBeenCarriedOut whether the module may have received the whole command
   * @param message what was attempted, on what, what came back, what to do; no secrets
   */
  public CommandInterruptedException(
      String command, boolean mayHaveBeenCarriedOut, String message) {
    super(command, mayHaveBeenCarriedOut, message);
  }
}
