package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.List;

/** {@code AT+CGATT?}: whether the module is attached to the packet domain. Evidence: published. */
public record ReadAttachment() implements RepeatableCommand<Boolean> {
  @Override
  public String line() {
    return "AT+CGATT?";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+CGATT", 1, 1);
  }

  /** True if it is attached. */
  @Override
  public Boolean read(List<InfoLine> lines) {
    return Reply.flag(this, Reply.last(this, lines), 0);
  }
}
