package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.internal.reply.Reply;
import io.github.thingseal.core.Done;
import java.util.List;

/**
 * {@code AT+USECFW=1}: updates the firmware of the root of trust, which restarts itself; a loss of
 * power meanwhile does no harm. SARA-R5. Evidence: published.
 */
public record UpdateRotFirmware() implements SecurityCommand<Done> {
  @Override
  public String line() {
    return "AT+USECFW=1";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+USECFW", 1, 1);
  }

  /**
   * 0 when it is done.
   *
   * @throws UnexpectedReplyException if it is another number
   */
  @Override
  public Done read(List<InfoLine> lines) {
    int number = Reply.last(this, lines).integer(0);
    if (number != 0) {
      throw Reply.unexpected(this, "0 says that it is done, but " + number + " came");
    }
    return Done.DONE;
  }
}
