package io.github.thingseal.at.command;

import io.github.thingseal.core.TransientException;

/** The thread that waited for a command's answer was interrupted; its interrupt flag is set. */
public final class CommandInterruptedException extends TransientException {
  private static final long serialVersionUID = 1L;

  private final String command;
  private final boolean mayHaveBeenCarriedOut;

  /**
   * Creates the exception.
   *
   * @param command the command, redacted up to {@code =} if it is secret
   * @param mayHaveBeenCarriedOut whether the module may have received the whole command
   * @param message what was attempted, on what, what came back, what to do; no secrets
   */
  public CommandInterruptedException(
      String command, boolean mayHaveBeenCarriedOut, String message) {
    super(message);
    this.command = command;
    this.mayHaveBeenCarriedOut = mayHaveBeenCarriedOut;
  }

  /**
   * Which command was left without an answer.
   *
   * @return the command line, redacted up to {@code =} if it is secret
   */
  public String command() {
    return command;
  }

  /**
   * Whether the module may have received the whole command and acted on it.
   *
   * @return false if the command, or its payload, was never sent; true if nobody can know
   */
  public boolean mayHaveBeenCarriedOut() {
    return mayHaveBeenCarriedOut;
  }
}
