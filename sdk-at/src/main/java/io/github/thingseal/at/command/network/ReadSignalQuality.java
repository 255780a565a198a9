package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.List;

/** {@code AT+CSQ}: the strength of the signal. Evidence: published. */
public record ReadSignalQuality() implements RepeatableCommand<SignalQuality> {
  @Override
  public String line() {
    return "AT+CSQ";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+CSQ", 2, 2);
  }

  @Override
  public SignalQuality read(List<InfoLine> lines) {
    InfoLine line = Reply.last(this, lines);
    return new SignalQuality(line.integer(0), line.integer(1));
  }
}
