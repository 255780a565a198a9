package io.github.thingseal.at.internal.c2c;

import io.github.thingseal.at.command.EncryptionLostException;
import io.github.thingseal.core.ThingsealException;
import java.util.function.Function;

/** What commands fail with when the line is not encrypted as their callers believe. */
final class EncryptionFailures {
  private EncryptionFailures() {}

  /** No one knows whether the module is in the session. */
  static Function<String, ThingsealException> unsure(String port) {
    return failure(
        false,
        (" on " + port + " was not sent: while it waited for the line the chip-to-chip session")
            + " ended, or the module did not answer within it any more. Send it again: the module"
            + " is asked before the next command");
  }

  /** The module has left the session, and its caller has not consented to clear text. */
  static Function<String, ThingsealException> lost(String port) {
    return failure(
        false,
        (" was not sent: the chip-to-chip session with the module at " + port + " is over, though")
            + " no one closed it: the module has restarted, most likely. Open another session, or"
            + " say c2c().sessionLost() to go on in the clear");
  }

  /** The session ended on purpose, but not on that of the caller. */
  static Function<String, ThingsealException> ended(String port) {
    return failure(
        false,
        (" was not sent: it was given within a chip-to-chip session with the module at " + port)
            + ", which has ended since, as the module was restarted or turned off on purpose."
            + " Give it again if it may go out in the clear");
  }

  /** What was sent was no command to the module. */
  static Function<String, ThingsealException> left(String port, String sign) {
    return failure(
        true,
        (" on " + port + " has no answer: " + sign + ", so that the module has restarted, most")
            + " likely, and its chip-to-chip session is over. It may have been carried out: look at"
            + " the module's state before you repeat it. The module is asked before the next"
            + " command");
  }

  private static Function<String, ThingsealException> failure(
      boolean mayHaveBeenCarriedOut, String what) {
    return command -> new EncryptionLostException(command, mayHaveBeenCarriedOut, command + what);
  }
}
