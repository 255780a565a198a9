package io.github.thingseal.at.module;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * One command of the start-up configuration. It is tried three times if it may be repeated.
 *
 * @param command the command
 * @param essential whether the module cannot be used if it fails
 */
public record StartUpStep(AtCommand<?> command, boolean essential) {
  /**
   * Checks that there is a command.
   *
   * @param command the command
   * @param essential whether the module cannot be used if it fails
   */
  public StartUpStep {
    Arguments.required(command, "command");
  }

  /**
   * A step that must succeed.
   *
   * @param command the command
   * @return the step
   */
  public static StartUpStep essential(AtCommand<?> command) {
    return new StartUpStep(command, true);
  }

  /**
   * A step that may fail.
   *
   * @param command the command
   * @return the step
   */
  public static StartUpStep optional(AtCommand<?> command) {
    return new StartUpStep(command, false);
  }
}
