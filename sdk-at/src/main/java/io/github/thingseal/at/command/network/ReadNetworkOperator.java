package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code AT+COPS?}: the network that was chosen. {@link SetOperatorFormat} says how it is named.
 * Evidence: published.
 */
public record ReadNetworkOperator() implements RepeatableCommand<NetworkOperator> {
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
    Optional<OperatorFormat> format =
        line.optionalText(1).isPresent() ? OperatorFormat.of(line.integer(1)) : Optional.empty();
    return new NetworkOperator(
        line.integer(0), format, line.optionalText(2), Reply.optionalInteger(line, 3));
  }

  @Override
  public Duration timeLimit() {
    return Duration.ofSeconds(30);
  }
}
