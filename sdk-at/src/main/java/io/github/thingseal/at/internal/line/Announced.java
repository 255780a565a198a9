package io.github.thingseal.at.internal.line;

import io.github.thingseal.at.command.AtCommand;

/** A command that hears when it is sent. */
public interface Announced {
  /** It is sent now, maybe not for the first time. Called with the lock of the channel. */
  void sending();

  /** Calls {@link #sending()} of a command that has it. */
  static void sending(AtCommand<?> command) {
    if (command instanceof Announced announced) {
      announced.sending();
    }
  }
}
