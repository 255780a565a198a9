package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.List;

/** {@code AT+CGSN=2}: IMEI and software version, 16 digits. Evidence: published. */
public record ReadImeiSv() implements RepeatableCommand<String> {
  @Override
  public String line() {
    return "AT+CGSN=2";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+CGSN", 1, 1);
  }

  @Override
  public String read(List<InfoLine> lines) {
    return Reply.last(this, lines).text(0);
  }
}
