package io.github.thingseal.at.command;

import java.util.List;

/**
 * {@code AT+USECC2C=2}: closes the chip-to-chip session; the {@code OK} is the last that comes
 * encrypted. Evidence: published.
 */
public record CloseC2c() implements SecurityCommand<Done> {
  @Override
  public String line() {
    return "AT+USECC2C=2";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.none();
  }

  @Override
  public Done read(List<InfoLine> lines) {
    return Done.OK;
  }
}
