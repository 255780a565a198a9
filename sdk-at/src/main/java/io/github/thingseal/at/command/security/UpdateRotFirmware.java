package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.LineCommand;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.core.Done;

/**
 * {@code AT+USECFW=1}: updates the firmware of the root of trust, which restarts itself; a loss of
 * power meanwhile does no harm. SARA-R5. Evidence: published.
 */
public final class UpdateRotFirmware extends LineCommand<Done> implements SecurityCommand<Done> {
  /** Updates it. */
  public UpdateRotFirmware() {
    super("AT+USECFW=1", Answer.line("+USECFW", 1, 1, UpdateRotFirmware::done));
  }

  private static Done done(InfoLine line) {
    if (line.integer(0) != 0) {
      throw new UnexpectedReplyException(
          "0 says that it is done, but " + line.integer(0) + " came");
    }
    return Done.DONE;
  }
}
