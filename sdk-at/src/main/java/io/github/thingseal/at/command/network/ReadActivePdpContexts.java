package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReadCommand;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code AT+CGACT?}: which PDP contexts are active, out of one line for each that is defined.
 * Evidence: published.
 */
public final class ReadActivePdpContexts extends ReadCommand<Set<Integer>> {
  /** Asks for the numbers of the contexts. */
  public ReadActivePdpContexts() {
    super("AT+CGACT?", Answer.lines("+CGACT", 2, 2, ReadActivePdpContexts::active));
  }

  private static Set<Integer> active(List<InfoLine> lines) {
    Set<Integer> ids = new TreeSet<>();
    lines.stream().filter(line -> line.flag(1)).forEach(line -> ids.add(line.integer(0)));
    return Collections.unmodifiableSet(ids);
  }
}
