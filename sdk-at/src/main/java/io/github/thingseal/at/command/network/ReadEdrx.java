package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReadCommand;
import java.util.OptionalInt;

/**
 * {@code AT+CEDRXRDP}: the extended discontinuous reception that the network grants. Evidence: 3GPP
 * 27.007.
 */
public final class ReadEdrx extends ReadCommand<Edrx> {
  /** Asks for it. */
  public ReadEdrx() {
    super("AT+CEDRXRDP", Answer.line("+CEDRXRDP", 1, 4, ReadEdrx::edrx));
  }

  private static Edrx edrx(InfoLine line) {
    int technology = line.integer(0);
    return new Edrx(
        technology == 0 ? OptionalInt.empty() : OptionalInt.of(technology),
        line.optionalText(1),
        line.optionalText(2),
        line.optionalText(3));
  }
}
