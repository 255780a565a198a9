package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReadCommand;
import io.github.thingseal.at.command.UnexpectedReplyException;
import java.util.List;

/**
 * {@code AT+UCGED?}: the cell that serves the module. What it reports, and in how many lines,
 * depends on family and mode; {@link SetCellInfoMode} chooses. Read are the fields of each line, as
 * they came: first the mode alone, of which 0 reports nothing more; then technology and network;
 * then the cell. Evidence: published, with samples; the meaning of the fields is the vendor's AT
 * manual's.
 */
public final class ReadCellInfo extends ReadCommand<List<List<String>>> {
  /** Asks for the cell. The prefix stands before the mode, on the first line only. */
  public ReadCellInfo() {
    super("AT+UCGED?", Answer.lines("+UCGED", 1, Integer.MAX_VALUE, ReadCellInfo::fields));
  }

  private static List<List<String>> fields(List<InfoLine> lines) {
    if (lines.isEmpty()) {
      throw new UnexpectedReplyException("OK came without the mode that belongs before it");
    }
    int unused = lines.get(0).integer(0);
    return lines.stream().map(InfoLine::texts).toList();
  }
}
