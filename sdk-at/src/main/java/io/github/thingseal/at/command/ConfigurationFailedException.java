package io.github.thingseal.at.command;

/**
 * A command was not sent, because the module had restarted, or its port was back, and could not be
 * configured again first. The cause says which command of the configuration failed, and why; the
 * next command has it tried again.
 */
public final class ConfigurationFailedException extends UnansweredCommandException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception; the command was not carried out.
   *
   * @param command the command, redacted up to {@code =} if it is secret
   * @param message what was attempted, on what, what came back, what to do; no secrets
   * @param cause why the module could not be configured
   */
  public ConfigurationFailedException(String command, String message, Throwable cause) {
    super(command, false, message, cause);
  }
}
