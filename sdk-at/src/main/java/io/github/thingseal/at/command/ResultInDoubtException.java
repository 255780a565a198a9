package io.github.thingseal.at.command;

/**
 * A module sent a result code that does not fit the command, so that it may belong to something
 * else. Examples are {@code OK} before a payload was sent, and {@code ERROR} after the information
 * that was asked for. The channel gets in step with the module before it sends anything else.
 */
public final class ResultInDoubtException extends UnansweredCommandException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param command the command, redacted up to {@code =} if it is secret
   * @param mayHaveBeenCarriedOut whether the module may have received the whole command
   * @param message what was attempted, on what, what came back, what to do; no secrets
   */
  public ResultInDoubtException(String command, boolean mayHaveBeenCarriedOut, String message) {
    super(command, mayHaveBeenCarriedOut, message);
  }
}
