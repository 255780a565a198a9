package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.List;

/**
 * {@code AT+USECCHIP}: the immutable identity of the chip, on SARA-R5, SARA-R42 and LARA-R6.
 * Evidence: published, but for the form of the answer, which is taken as it comes.
 */
public record ReadChipId() implements SecurityCommand<String>, RepeatableCommand<String> {
  @Override
  public String line() {
    return "AT+USECCHIP";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+USECCHIP", 1, Integer.MAX_VALUE);
  }

  /** The last parameter. */
  @Override
  public String read(List<InfoLine> lines) {
    InfoLine line = Reply.last(this, lines);
    return line.text(line.size() - 1);
  }
}
