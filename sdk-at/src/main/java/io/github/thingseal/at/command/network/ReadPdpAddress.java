package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.text.Numbers;
import java.util.List;
import java.util.Optional;

/**
 * {@code AT+CGPADDR=n}: the address of a PDP context, empty if it has none. Evidence: published.
 *
 * @param contextId its number, 1 or more
 */
public record ReadPdpAddress(int contextId) implements RepeatableCommand<Optional<String>> {
  /**
   * Checks the number.
   *
   * @param contextId its number, 1 or more
   */
  public ReadPdpAddress {
    Numbers.atLeast(1, contextId, "contextId");
  }

  @Override
  public String line() {
    return "AT+CGPADDR=" + contextId;
  }

  @Override
  public Answer<Optional<String>> answer() {
    return Answer.lines(ReplyShape.prefixed("+CGPADDR", 1, 3), ReadPdpAddress::address);
  }

  private static Optional<String> address(List<InfoLine> lines) {
    return lines.stream().reduce((first, last) -> last).flatMap(line -> line.optionalText(1));
  }
}
