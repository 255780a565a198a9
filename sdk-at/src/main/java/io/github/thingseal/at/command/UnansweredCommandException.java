package io.github.thingseal.at.command;

import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.internal.arguments.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * A command did not get its answer. Its kinds say why; what all callers have to know is whether the
 * module may have acted on it nevertheless.
 */
public abstract sealed class UnansweredCommandException extends TransientException
    permits ChannelClosedException,
        CommandInterruptedException,
        CommandTimeoutException,
        ConfigurationFailedException,
        DeadlineExceededException,
        EncryptionLostException,
        GarbledReplyException,
        ModuleRestartedException,
        ReplyTooLongException,
        ResultInDoubtException {
  private static final long serialVersionUID = 1L;

  /** The command line, redacted up to {@code =} if it is secret. */
  private final String command;

  /** Whether the module may have received the whole command. */
  private final boolean mayHaveBeenCarriedOut;

  UnansweredCommandException(String command, boolean mayHaveBeenCarriedOut, String message) {
    super(Arguments.required(message, "message"));
    this.command = Arguments.required(command, "command");
    this.mayHaveBeenCarriedOut = mayHaveBeenCarriedOut;
  }

  UnansweredCommandException(
      String command, boolean mayHaveBeenCarriedOut, String message, @Nullable Throwable cause) {
    super(Arguments.required(message, "message"), cause);
    this.command = Arguments.required(command, "command");
    this.mayHaveBeenCarriedOut = mayHaveBeenCarriedOut;
  }

  /** {@return the command line, redacted up to {@code =} if it is secret} */
  public String command() {
    return command;
  }

  /**
   * {@return whether the module may have received the whole command and acted on it: false if the
   * command, or its payload, was never sent; true if it cannot be known}
   */
  public boolean mayHaveBeenCarriedOut() {
    return mayHaveBeenCarriedOut;
  }
}
