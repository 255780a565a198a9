package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;
import java.util.Optional;

/**
 * {@code AT+CGPADDR=n}: the address of a PDP context. Evidence: published.
 *
 * @param contextId its number, 1 or more
 */
public record ReadPdpAddress(int contextId) implements RepeatableCommand<Optional<String>> {
  /**
   * Checks the number.
   *
   * @param contextId its number, 1 or more
   * @throws InvalidInputException if it is not positive
   */
  public ReadPdpAddress {
    PdpContexts.requireId(contextId);
  }

  @Override
  public String line() {
    return "AT+CGPADDR=" + contextId;
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+CGPADDR", 1, 3);
  }

  /** The address, or empty if the context has none. */
  @Override
  public Optional<String> read(List<InfoLine> lines) {
    Arguments.required(lines, "lines");
    return lines.isEmpty() ? Optional.empty() : Reply.last(this, lines).optionalText(1);
  }
}
