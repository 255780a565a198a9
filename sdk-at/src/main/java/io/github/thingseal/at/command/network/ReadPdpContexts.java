package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

/** {@code AT+CGDCONT?}: all defined PDP contexts. Evidence: published. */
public record ReadPdpContexts() implements RepeatableCommand<List<PdpContext>> {
  private static final int MAX_FIELDS = 32;

  @Override
  public String line() {
    return "AT+CGDCONT?";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+CGDCONT", 2, MAX_FIELDS);
  }

  /** One context a line; none if none is defined. */
  @Override
  public List<PdpContext> read(List<InfoLine> lines) {
    Arguments.requiredElements(lines, "lines");
    return lines.stream()
        .map(
            line ->
                new PdpContext(
                    line.integer(0), line.text(1), line.optionalText(2), line.optionalText(3)))
        .toList();
  }
}
