package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.List;

/**
 * {@code AT+USECMODE?}: the state of the security service; 0 is disabled. Evidence: published, but
 * for the meaning of other numbers; the form of the answer is derived.
 */
public record ReadSecurityMode() implements SecurityCommand<Integer>, RepeatableCommand<Integer> {
  @Override
  public String line() {
    return "AT+USECMODE?";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+USECMODE", 1, Integer.MAX_VALUE);
  }

  /** The first parameter. */
  @Override
  public Integer read(List<InfoLine> lines) {
    return Reply.last(this, lines).integer(0);
  }
}
