package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

/**
 * {@code AT+CEER}: why the last call or connection failed, in up to three lines. Not on SARA-R410M
 * and SARA-R412M. Evidence: published.
 */
public record ReadExtendedErrors() implements RepeatableCommand<List<ExtendedError>> {
  @Override
  public String line() {
    return "AT+CEER";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+CEER", 1, 3);
  }

  /** One error a line. */
  @Override
  public List<ExtendedError> read(List<InfoLine> lines) {
    Arguments.requiredElements(lines, "lines");
    return lines.stream()
        .map(line -> new ExtendedError(line.text(0), line.optionalText(1), line.optionalText(2)))
        .toList();
  }
}
