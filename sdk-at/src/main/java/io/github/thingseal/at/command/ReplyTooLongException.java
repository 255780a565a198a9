package io.github.thingseal.at.command;

/** A module answered with more than the channel's options allow; the rest is dropped. */
public final class ReplyTooLongException extends UnansweredCommandException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param command the command, redacted up to {@code =} if it is secret
   * @param mayHaveBeenCarriedOut whether the module may have received the whole command
   * @param message what was attempted, on what, what came back, what to do; no secrets
   */
  public ReplyTooLongException(String command, boolean mayHaveBeenCarriedOut, String message) {
    super(command, mayHaveBeenCarriedOut, message);
  }
}
