package io.github.thingseal.at.command;

/**
 * A chip-to-chip session is not, or no longer, open although the caller may rely on it; nothing was
 * sent in the clear instead. What was under way within the session may have been carried out.
 */
public final class EncryptionLostException extends UnansweredCommandException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param command the command, redacted up to {@code =} if it is secret; empty if none was sent
   * @param mayHaveBeenCarriedOut whether the module may have received the whole command
   * @param message what was attempted, on what, what came back, what to do; no secrets
   */
  public EncryptionLostException(String command, boolean mayHaveBeenCarriedOut, String message) {
    super(command, mayHaveBeenCarriedOut, message);
  }
}
