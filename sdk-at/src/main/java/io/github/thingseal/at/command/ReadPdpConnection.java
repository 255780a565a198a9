package io.github.thingseal.at.command;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;
import java.util.Optional;

/**
 * {@code AT+CGCONTRDP=n}: how the network set a PDP context up. Evidence: published.
 *
 * @param contextId the number of the context
 */
public record ReadPdpConnection(int contextId) implements AtCommand<Optional<PdpConnection>> {
  private static final int MAX_FIELDS = 20;

  @Override
  public String line() {
    return "AT+CGCONTRDP=" + contextId;
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+CGCONTRDP", 3, MAX_FIELDS);
  }

  /** The last line; empty if the context is not active. */
  @Override
  public Optional<PdpConnection> read(List<InfoLine> lines) {
    Arguments.required(lines, "lines");
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    InfoLine line = Reply.last(this, lines);
    return Optional.of(
        new PdpConnection(
            line.integer(0),
            line.integer(1),
            line.text(2),
            line.optionalText(3),
            line.optionalText(4),
            line.optionalText(5)));
  }

  @Override
  public boolean repeatable() {
    return true;
  }
}
