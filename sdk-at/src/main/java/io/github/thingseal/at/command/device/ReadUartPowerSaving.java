package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.List;

/** {@code AT+UPSV?}: how the module's UART saves power. Evidence: published. */
public record ReadUartPowerSaving() implements RepeatableCommand<UartPowerSaving> {
  @Override
  public String line() {
    return "AT+UPSV?";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+UPSV", 1, 2);
  }

  @Override
  public UartPowerSaving read(List<InfoLine> lines) {
    InfoLine line = Reply.last(this, lines);
    return new UartPowerSaving(line.integer(0), Reply.optionalInteger(line, 1));
  }
}
