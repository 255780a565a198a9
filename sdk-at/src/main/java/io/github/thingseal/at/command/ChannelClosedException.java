package io.github.thingseal.at.command;

/** The line to a module was lost or closed before a command was answered. */
public final class ChannelClosedException extends UnansweredCommandException {
  private static final long serialVersionUID = 1L;

  /** Whether any of it may have been sent. */
  private final boolean sent;

  /**
   * Creates the exception.
   *
   * @param command the command, redacted up to {@code =} if it is secret
   * @param mayHaveBeenCarriedOut whether the module may have received the whole command
   * @param message what was attempted, on what, what came back, what to do; no secrets
   */
  public ChannelClosedException(String command, boolean mayHaveBeenCarriedOut, String message) {
    this(command, mayHaveBeenCarriedOut, mayHaveBeenCarriedOut, message);
  }

  /**
   * Creates the exception for a command of which some was sent, though not all.
   *
   * @param command the command, redacted up to {@code =} if it is secret
   * @param sent whether any of it may have been sent
   * @param mayHaveBeenCarriedOut whether the module may have received the whole command
   * @param message what was attempted, on what, what came back, what to do; no secrets
   */
  public ChannelClosedException(
      String command, boolean sent, boolean mayHaveBeenCarriedOut, String message) {
    super(command, mayHaveBeenCarriedOut, message);
    this.sent = sent;
  }

  /**
   * {@return whether any of the command may have been sent, its line without the payload for one;
   * false if nothing of it was sent, surely}
   */
  public boolean wasSent() {
    return sent;
  }
}
