package io.github.thingseal.at.command;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** {@code AT+COPS?}: the network that was chosen. Evidence: published. */
public record ReadNetworkOperator() implements AtCommand<NetworkOperator> {
  @Override
  public String line() {
    return "AT+COPS?";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+COPS", 1, 4);
  }

  @Override
  public NetworkOperator read(List<InfoLine> lines) {
    InfoLine line = Reply.last(this, lines);
    OptionalInt technology =
        line.optionalText(3).isPresent() ? OptionalInt.of(line.integer(3)) : OptionalInt.empty();
    return new NetworkOperator(line.integer(0), line.optionalText(2), technology);
  }

  @Override
  public Duration timeLimit() {
    return Duration.ofSeconds(30);
  }

  @Override
  public boolean repeatable() {
    return true;
  }
}
