package io.github.thingseal.at.internal.line;

import io.github.thingseal.at.command.AtCommand;

/** What is written for, as far as a transport that encrypts has to know. */
public enum Purpose {
  /** A caller's command: never in the clear if the caller believes it encrypted. */
  COMMAND,
  /**
   * Such a command that its caller gave within a session: not in the clear either when that has
   * ended on purpose, unless someone has consented to it.
   */
  ENCRYPTED_COMMAND,
  /** What follows the prompt of such a command, likewise; whatever it looks like, no command. */
  PAYLOAD,
  /**
   * Configures the module, opens or closes its session, or aborts what was sent: goes out however
   * the line is, since it is what has the line encrypted again.
   */
  ACTIVATION,
  /** Asks whether the module answers, and how: goes out both ways if that is not known. */
  PROBE;

  /** What the payload of a command is sent for that is sent for this. */
  public Purpose ofPayload() {
    return this == COMMAND || this == ENCRYPTED_COMMAND ? PAYLOAD : this;
  }

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
