package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReadCommand;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code AT+COPS?}: the network that was chosen. {@link OperatorFormat} says how it is named.
 * Evidence: published.
 */
public final class ReadNetworkOperator extends ReadCommand<NetworkOperator> {
  /** Asks for the network. */
  public ReadNetworkOperator() {
    super("AT+COPS?", Answer.line("+COPS", 1, 4, ReadNetworkOperator::operator));
  }

  private static NetworkOperator operator(InfoLine line) {
    Optional<OperatorFormat> format =
        line.optionalText(1).isPresent() ? OperatorFormat.of(line.integer(1)) : Optional.empty();
    return new NetworkOperator(
        line.integer(0), format, line.optionalText(2), line.optionalInteger(3));
  }

  @Override
  public Duration timeLimit() {
    return Duration.ofSeconds(30);
  }
}
