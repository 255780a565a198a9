package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import java.util.List;

/** {@code AT+CGDCONT?}: all defined PDP contexts, one a line. Evidence: published. */
public record ReadPdpContexts() implements RepeatableCommand<List<PdpContext>> {
  private static final int MAX_FIELDS = 32;

  @Override
  public String line() {
    return "AT+CGDCONT?";
  }

  @Override
  public Answer<List<PdpContext>> answer() {
    return Answer.lines(
        "+CGDCONT", 2, MAX_FIELDS, lines -> lines.stream().map(ReadPdpContexts::context).toList());
  }

  private static PdpContext context(InfoLine line) {
    return new PdpContext(
        line.integer(0), line.text(1), line.optionalText(2), line.optionalText(3));
  }
}
