package io.github.thingseal.at.command;

/** A reply came damaged: bytes were lost or added on the line. */
public final class GarbledReplyException extends UnansweredCommandException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param command the command, redacted up to {@code =} if it is secret
   * @param mayHaveBeenCarriedOut whether the module may have received the whole command
   * @param message what was attempted, on what, what came back, what to do; no secrets
   */
  public GarbledReplyException(String command, boolean mayHaveBeenCarriedOut, String message) {
    super(command, mayHaveBeenCarriedOut, message);
  }
}
