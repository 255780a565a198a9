package io.github.thingseal.at.command;

import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * A command was not sent, because the module had restarted, or its port was back, and refused to be
 * configured again first, or its answers made no sense. The cause says which command of the
 * configuration failed, and why; the next command has it tried again. If the module does not
 * answer, the command fails with the same exception as without a configuration, such as a {@link
 * CommandTimeoutException}, and was not carried out. If the module cannot do what the options ask
 * for, it fails with a {@link io.github.thingseal.core.PermanentException}.
 */
public final class ConfigurationFailedException extends UnansweredCommandException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param command the command, redacted up to {@code =} if it is secret
   * @param mayHaveBeenCarriedOut whether the module may have received it all the same, earlier
   * @param message what was attempted, on what, what came back, what to do; no secrets
   * @param cause why the module could not be configured
   */
  public ConfigurationFailedException(
      String command, boolean mayHaveBeenCarriedOut, String message, Throwable cause) {
    super(command, mayHaveBeenCarriedOut, message, Arguments.required(cause, "cause"));
  }
}
