package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import java.util.List;

/**
 * {@code AT+UCGED?}: the cell that serves the module. What it reports, and in how many lines,
 * depends on family and mode; {@link SetCellInfoMode} chooses. Evidence: published, with samples;
 * the meaning of the fields is the vendor's AT manual's.
 */
public record ReadCellInfo() implements RepeatableCommand<CellInfo> {
  @Override
  public String line() {
    return "AT+UCGED?";
  }

  /** The prefix stands before the mode, on the first line only. */
  @Override
  public Answer<CellInfo> answer() {
    return Answer.lines(
        ReplyShape.prefixed("+UCGED", 1, Integer.MAX_VALUE), ReadCellInfo::cellInfo);
  }

  private static CellInfo cellInfo(List<InfoLine> lines) {
    if (lines.isEmpty()) {
      throw new UnexpectedReplyException("OK came without the mode that belongs before it");
    }
    return new CellInfo(
        lines.get(0).integer(0), lines.stream().skip(1).map(InfoLine::texts).toList());
  }
}
