package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code AT+URAT?}: the radio technologies that the module looks for, in this order; 7 is LTE-M, 8
 * NB-IoT. Evidence: published.
 */
public record ReadRadioTechnologies() implements RepeatableCommand<List<Integer>> {
  private static final int MAX_FIELDS = 8;

  @Override
  public String line() {
    return "AT+URAT?";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+URAT", 1, MAX_FIELDS);
  }

  /** The numbers, as the module has them. */
  @Override
  public List<Integer> read(List<InfoLine> lines) {
    InfoLine line = Reply.last(this, lines);
    return IntStream.range(0, line.size()).mapToObj(line::integer).toList();
  }
}
