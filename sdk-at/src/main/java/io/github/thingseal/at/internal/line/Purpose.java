package io.github.thingseal.at.internal.line;

import io.github.thingseal.at.command.AtCommand;

/** What is written for, as far as a transport that encrypts has to know. */
public enum Purpose {
  /** A caller's command: never in the clear if the caller believes it encrypted. */
  COMMAND,
  /** What follows the prompt of such a command, likewise; whatever it looks like, no command. */
  PAYLOAD,
  /**
   * Configures the module, opens or closes its session, or aborts what was sent: goes out however
   * the line is, since it is what has the line encrypted again.
   */
  ACTIVATION,
  /** Asks whether the module answers, and how: goes out both ways if that is not known. */
  PROBE;

  /** A command that is marked. */
  public interface Marked {
    /** What it is sent for. */
    Purpose purpose();
  }

  /** What a command is marked with; {@link #COMMAND} unless it is. */
  public static Purpose of(AtCommand<?> command) {
    return command instanceof Marked marked ? marked.purpose() : COMMAND;
  }
}
