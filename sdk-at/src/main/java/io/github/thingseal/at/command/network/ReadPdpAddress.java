package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReadCommand;
import io.github.thingseal.at.internal.text.Echoes;
import io.github.thingseal.at.internal.text.Numbers;
import java.util.List;
import java.util.Optional;

/**
 * {@code AT+CGPADDR=n}: the address of a PDP context, empty if it has none. Evidence: published.
 */
public final class ReadPdpAddress extends ReadCommand<Optional<String>> {
  /**
   * Asks for the address.
   *
   * @param contextId the number of the context, 1 or more
   */
  public ReadPdpAddress(int contextId) {
    super(
        "AT+CGPADDR=" + Numbers.atLeast(1, contextId, "contextId"),
        Answer.lines("+CGPADDR", 1, 3, lines -> address(lines, contextId)));
  }

  private static Optional<String> address(List<InfoLine> lines, int contextId) {
    return lines.stream()
        .reduce((first, last) -> last)
        .flatMap(line -> Echoes.require(line, 0, "context", contextId).optionalText(1));
  }
}
