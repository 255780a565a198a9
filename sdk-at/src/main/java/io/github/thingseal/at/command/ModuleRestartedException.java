package io.github.thingseal.at.command;

/**
 * A module has restarted before it answered a command, or while it did. Either it greeted, so that
 * the answer does not come any more. Or it answered, but has lost settings which it had
 * acknowledged: echo is on again, or error reports are off.
 */
public final class ModuleRestartedException extends UnansweredCommandException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param command the command, redacted up to {@code =} if it is secret
   * @param mayHaveBeenCarriedOut whether the module may have received the whole command
   * @param message what was attempted, on what, what came back, what to do; no secrets
   */
  public ModuleRestartedException(String command, boolean mayHaveBeenCarriedOut, String message) {
    super(command, mayHaveBeenCarriedOut, message);
  }
}
