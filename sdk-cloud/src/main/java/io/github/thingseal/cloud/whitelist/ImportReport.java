package io.github.thingseal.cloud.whitelist;

import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;
import java.util.Optional;

/**
 * The report of an import, with an outcome for each line.
 *
 * @param lines the lines, in the order of the file
 * @param failure the last failure of a call, or why the import ended early
 */
public record ImportReport(List<ImportLine> lines, Optional<ThingsealException> failure) {
  /**
   * Copies the list.
   *
   * @param lines the lines, in the order of the file
   * @param failure the last failure of a call
   */
  public ImportReport {
    Arguments.requiredElements(lines, "lines");
    Arguments.required(failure, "failure");
    lines = List.copyOf(lines);
  }

  /**
   * The lines with this outcome.
   *
   * @param outcome what became of them
   * @return the lines, in the order of the file
   */
  public List<ImportLine> with(LineOutcome outcome) {
    Arguments.required(outcome, "outcome");
    return lines.stream().filter(line -> line.outcome() == outcome).toList();
  }

  /**
   * Whether every identity of the file is on the whitelist now; refused lines have none.
   *
   * @return false if there is a line that was not sent, or whose call failed
   */
  public boolean isComplete() {
    return lines.stream().noneMatch(line -> line.outcome().isOpen());
  }

  /**
   * Where to go on: the number can be stored, and given to {@code WhitelistImport.startingAtLine}.
   *
   * @return the number of the first line that was not sent or whose call failed; the number after
   *     the last line if there is none
   */
  public long position() {
    return lines.stream()
        .filter(line -> line.outcome().isOpen())
        .mapToLong(ImportLine::number)
        .findFirst()
        .orElse(lines.isEmpty() ? 1 : lines.get(lines.size() - 1).number() + 1);
  }
}
