package io.github.thingseal.at.command;

import java.util.List;

/**
 * {@code AT+USECDEVINFO?}: whether the module is bootstrapped and sealed. It may be answered with
 * an error, or late, while bootstrap runs. Evidence: published.
 */
public record ReadSealState() implements SecurityCommand<SealState> {
  @Override
  public String line() {
    return "AT+USECDEVINFO?";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+USECDEVINFO", 3, 3);
  }

  @Override
  public SealState read(List<InfoLine> lines) {
    InfoLine line = Reply.last(this, lines);
    return new SealState(
        Reply.flag(this, line, 0), Reply.flag(this, line, 1), Reply.flag(this, line, 2));
  }

  @Override
  public boolean repeatable() {
    return true;
  }
}
