package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.List;
import java.util.OptionalInt;

/** {@code AT+CESQ}: the signal of an LTE cell. Evidence: published. */
public record ReadLteSignal() implements RepeatableCommand<LteSignal> {
  private static final int NOT_KNOWN = 255;

  @Override
  public String line() {
    return "AT+CESQ";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+CESQ", 6, 6);
  }

  /** The last two of six numbers; those before are of 2G and 3G. */
  @Override
  public LteSignal read(List<InfoLine> lines) {
    InfoLine line = Reply.last(this, lines);
    return new LteSignal(known(line.integer(4)), known(line.integer(5)));
  }

  private static OptionalInt known(int number) {
    return number == NOT_KNOWN ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
