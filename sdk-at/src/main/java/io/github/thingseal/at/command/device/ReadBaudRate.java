package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.List;

/** {@code AT+IPR?}: the baud rate; 0, SARA-R5's default, detects it. Evidence: published. */
public record ReadBaudRate() implements RepeatableCommand<Integer> {
  @Override
  public String line() {
    return "AT+IPR?";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+IPR", 1, 1);
  }

  @Override
  public Integer read(List<InfoLine> lines) {
    return Reply.last(this, lines).integer(0);
  }
}
