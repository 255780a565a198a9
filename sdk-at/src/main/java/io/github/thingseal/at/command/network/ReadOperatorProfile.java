package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.List;

/** {@code AT+UMNOPROF?}: the profile of the mobile network operator. Evidence: published. */
public record ReadOperatorProfile() implements RepeatableCommand<Integer> {
  @Override
  public String line() {
    return "AT+UMNOPROF?";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+UMNOPROF", 1, 8);
  }

  /** The number of the profile; what may follow it is not read. */
  @Override
  public Integer read(List<InfoLine> lines) {
    return Reply.last(this, lines).integer(0);
  }
}
