package io.github.thingseal.testkit.internal.module.dialogue;

import io.github.thingseal.core.InvalidInputException;

/** A command that is answered by an error; never leaves the module. */
public final class CommandRefused extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  private final CommandError error;

  public CommandRefused(CommandError error) {
    super("The simulated module refuses the command: " + error);
    this.error = error;
  }

  public CommandError error() {
    return error;
  }
}
