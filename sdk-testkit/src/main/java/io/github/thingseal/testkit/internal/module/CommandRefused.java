package io.github.thingseal.testkit.internal.module;

import io.github.thingseal.core.InvalidInputException;

/** A command that is answered by an error; never leaves the module. */
final class CommandRefused extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  private final CommandError error;

  CommandRefused(CommandError error) {
    super("The simulated module refuses the command: " + error);
    this.error = error;
  }

  CommandError error() {
    return error;
  }
}
