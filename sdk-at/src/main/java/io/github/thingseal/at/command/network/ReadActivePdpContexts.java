package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code AT+CGACT?}: which PDP contexts are active, out of one line for each that is defined.
 * Evidence: published.
 */
public record ReadActivePdpContexts() implements RepeatableCommand<Set<Integer>> {
  @Override
  public String line() {
    return "AT+CGACT?";
  }

  @Override
  public Answer<Set<Integer>> answer() {
    return Answer.lines("+CGACT", 2, 2, ReadActivePdpContexts::active);
  }

  private static Set<Integer> active(List<InfoLine> lines) {
    return lines.stream()
        .filter(line -> line.flag(1))
        .map(line -> line.integer(0))
        .collect(Collectors.toUnmodifiableSet());
  }
}
