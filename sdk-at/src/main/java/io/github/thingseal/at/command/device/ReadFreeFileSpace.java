package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.List;

/**
 * {@code AT+ULSTFILE=1}: how many bytes are left in the module's file system. Evidence: published.
 */
public record ReadFreeFileSpace() implements RepeatableCommand<Integer> {
  @Override
  public String line() {
    return "AT+ULSTFILE=1";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+ULSTFILE", 1, 1, 1);
  }

  @Override
  public Integer read(List<InfoLine> lines) {
    return Reply.last(this, lines).integer(0);
  }
}
