package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.Ok;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

/**
 * {@code AT+USECMODE=n}: the mode of the security service. Evidence: 0, which disables it for
 * certification profiles, is published; other numbers are not.
 *
 * @param mode the mode
 */
public record SetSecurityMode(int mode) implements SecurityCommand<Ok> {
  @Override
  public String line() {
    return "AT+USECMODE=" + mode;
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.none();
  }

  @Override
  public Ok read(List<InfoLine> lines) {
    Arguments.requiredElements(lines, "lines");
    return Ok.OK;
  }
}
