package io.github.thingseal.at.command.network;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

/**
 * What a module reports of the cell that serves it.
 *
 * @param mode the mode of {@code AT+UCGED}; 0 reports nothing more
 * @param lines the fields of each line, as they came: first technology and network, then the cell
 */
public record CellInfo(int mode, List<List<String>> lines) {
  /**
   * Copies the lines.
   *
   * @param mode the mode
   * @param lines the fields of each line
   */
  public CellInfo {
    Arguments.requiredElements(lines, "lines")
        .forEach(line -> Arguments.requiredElements(line, "lines"));
    lines = lines.stream().map(List::copyOf).toList();
  }
}
