package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code AT+CGACT?}: which PDP contexts are active. Evidence: published. */
public record ReadActivePdpContexts() implements RepeatableCommand<Set<Integer>> {
  @Override
  public String line() {
    return "AT+CGACT?";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+CGACT", 2, 2);
  }

  /** The numbers of those that are active, out of one line for each that is defined. */
  @Override
  public Set<Integer> read(List<InfoLine> lines) {
    Arguments.requiredElements(lines, "lines");
    return lines.stream()
        .filter(line -> Reply.flag(this, line, 1))
        .map(line -> line.integer(0))
        .collect(Collectors.toUnmodifiableSet());
  }
}
