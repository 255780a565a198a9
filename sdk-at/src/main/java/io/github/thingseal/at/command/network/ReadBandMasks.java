package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReadCommand;
import io.github.thingseal.at.command.UnexpectedReplyException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code AT+UBANDMASK?}: the bands that the module may use, {@code +UBANDMASK:
 * 0,<mask1>,<mask2>[,1,…]}, one mask for each technology. Evidence: published.
 */
public final class ReadBandMasks extends ReadCommand<List<BandMask>> {
  private static final int FIELDS_OF_ONE = 3;
  private static final int MOST = 4;

  /** Asks for the bands. */
  public ReadBandMasks() {
    super(
        "AT+UBANDMASK?",
        Answer.line("+UBANDMASK", FIELDS_OF_ONE, MOST * FIELDS_OF_ONE, ReadBandMasks::masks));
  }

  private static List<BandMask> masks(InfoLine line) {
    if (line.size() % FIELDS_OF_ONE != 0) {
      throw new UnexpectedReplyException(
          "a technology has three numbers, but " + line.size() + " came");
    }
    List<BandMask> masks = new ArrayList<>();
    for (int i = 0; i < line.size(); i += FIELDS_OF_ONE) {
      masks.add(new BandMask(line.integer(i), mask(line, i + 1), mask(line, i + 2)));
    }
    return List.copyOf(masks);
  }

  private static long mask(InfoLine line, int index) {
    try {
      return Long.parseUnsignedLong(line.text(index));
    } catch (NumberFormatException e) {
      throw new UnexpectedReplyException("parameter " + index + " is no mask of 64 bits");
    }
  }
}
