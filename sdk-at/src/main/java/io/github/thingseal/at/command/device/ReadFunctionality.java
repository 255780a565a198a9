package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.List;

/** {@code AT+CFUN?}: whether the radio is on. Evidence: published. */
public record ReadFunctionality() implements RepeatableCommand<Integer> {
  @Override
  public String line() {
    return "AT+CFUN?";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+CFUN", 1, 2);
  }

  /** The level: 1 radio on, 4 radio off, 0 minimum. */
  @Override
  public Integer read(List<InfoLine> lines) {
    return Reply.last(this, lines).integer(0);
  }
}
