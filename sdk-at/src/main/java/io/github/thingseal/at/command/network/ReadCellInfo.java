package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.internal.reply.Reply;
import io.github.thingseal.core.internal.arguments.Arguments;
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
  public ReplyShape reply() {
    return ReplyShape.prefixed("+UCGED", 1, Integer.MAX_VALUE);
  }

  /**
   * The mode, and the fields of each further line.
   *
   * @throws UnexpectedReplyException if no mode came
   */
  @Override
  public CellInfo read(List<InfoLine> lines) {
    Arguments.requiredElements(lines, "lines");
    if (lines.isEmpty()) {
      throw Reply.unexpected(this, "OK came without the mode that belongs before it");
    }
    return new CellInfo(lines.get(0).integer(0), lines.stream().skip(1).map(Reply::texts).toList());
  }
}
