package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.List;

/** {@code AT+CSQ}: the strength of the signal. Evidence: published. */
public record ReadSignalQuality() implements AtCommand<SignalQuality> {
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

  @Override
  public boolean repeatable() {
    return true;
  }
}
