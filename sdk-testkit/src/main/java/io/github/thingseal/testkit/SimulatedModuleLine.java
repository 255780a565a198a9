package io.github.thingseal.testkit;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Instant;

/**
 * Something that was said on an AT port of a {@link SimulatedModule}, for people to read:
 * decrypted, out of the multiplexer, and without secrets. An argument or field is shown if its
 * command is known to carry no secret, or if it is a number of up to three digits; everything else
 * is {@value #REDACTED}, and counted bytes are a count. Echo is left out, and so is what a {@link
 * ModuleFault} adds to a line or takes from it.
 *
 * @param port the port, 1 for the one that was opened first; a channel of the multiplexer has a
 *     number of its own
 * @param kind who said it, and how
 * @param text what was said, without line ends
 * @param at when, by the module's clock
 */
public record SimulatedModuleLine(int port, Kind kind, String text, Instant at) {
  /** Stands in the place of what may be secret. */
  public static final String REDACTED = "<redacted>";

  /**
   * Checks that nothing is null.
   *
   * @param port the port
   * @param kind who said it, and how
   * @param text what was said
   * @param at when, by the module's clock
   */
  public SimulatedModuleLine {
    Arguments.required(kind, "kind");
    Arguments.required(text, "text");
    Arguments.required(at, "at");
  }

  /** Who says it, and how. */
  public enum Kind {
    /** A command line of the host. */
    COMMAND,
    /** What the host sends after a prompt. */
    PAYLOAD,
    /** A line of the module's response. */
    RESPONSE,
    /** An unsolicited result code of the module. */
    UNSOLICITED
  }
}
