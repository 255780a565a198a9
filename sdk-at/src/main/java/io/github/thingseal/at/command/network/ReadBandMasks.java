package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code AT+UBANDMASK?}: the bands that the module may use, {@code +UBANDMASK:
 * 0,<mask1>,<mask2>[,1,…]}. Evidence: published.
 */
public record ReadBandMasks() implements RepeatableCommand<List<BandMask>> {
  private static final int FIELDS_OF_ONE = 3;
  private static final int MOST = 4;

  @Override
  public String line() {
    return "AT+UBANDMASK?";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+UBANDMASK", FIELDS_OF_ONE, MOST * FIELDS_OF_ONE);
  }

  /**
   * One mask for each technology.
   *
   * @throws UnexpectedReplyException if it is not three numbers for each
   */
  @Override
  public List<BandMask> read(List<InfoLine> lines) {
    InfoLine line = Reply.last(this, lines);
    if (line.size() % FIELDS_OF_ONE != 0) {
      throw Reply.unexpected(this, "a technology has three numbers, but " + line.size() + " came");
    }
    List<BandMask> masks = new ArrayList<>();
    for (int i = 0; i < line.size(); i += FIELDS_OF_ONE) {
      masks.add(new BandMask(line.integer(i), mask(line, i + 1), mask(line, i + 2)));
    }
    return List.copyOf(masks);
  }

  private long mask(InfoLine line, int index) {
    try {
      return Long.parseUnsignedLong(line.text(index));
    } catch (NumberFormatException e) {
      throw Reply.unexpected(this, "parameter " + index + " is no mask of 64 bits");
    }
  }
}
