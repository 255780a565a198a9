package io.github.thingseal.at.command;

import org.jspecify.annotations.Nullable;

/**
 * The time that a caller gave a call was over before the module had answered a command of it, or
 * before that command was sent. If it was over in a pause of a wait, the cause is a {@link
 * io.github.thingseal.at.module.WaitExpiredException}.
 */
public final class DeadlineExceededException extends UnansweredCommandException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param command the command, redacted up to {@code =} if it is secret
   * @param mayHaveBeenCarriedOut whether the module may have received the whole command
   * @param message what was attempted, on what, what came back, what to do; no secrets
   * @param cause how the command ended, or null
   */
  public DeadlineExceededException(
      String command, boolean mayHaveBeenCarriedOut, String message, @Nullable Throwable cause) {
    super(command, mayHaveBeenCarriedOut, message, cause);
  }
}
