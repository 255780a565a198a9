package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReadCommand;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code AT+CEDRXRDP}: the extended discontinuous reception that the network grants. Evidence: 3GPP
 * 27.007.
 */
public final class ReadEdrx extends ReadCommand<ReadEdrx.Edrx> {
  /**
   * Extended discontinuous reception, as bits of 3GPP 24.008.
   *
   * @param accessTechnology for which access technology; empty if the cell does not use it
   * @param requested the value that the module asked for
   * @param granted the value that the network grants
   * @param pagingWindow the paging time window
   */
  public record Edrx(
      OptionalInt accessTechnology,
      Optional<String> requested,
      Optional<String> granted,
      Optional<String> pagingWindow) {
    /**
     * Checks that nothing is null.
     *
     * @param accessTechnology for which access technology
     * @param requested the value that the module asked for
     * @param granted the value that the network grants
     * @param pagingWindow the paging time window
     */
    public Edrx {
      Arguments.required(accessTechnology, "accessTechnology");
      Arguments.required(requested, "requested");
      Arguments.required(granted, "granted");
      Arguments.required(pagingWindow, "pagingWindow");
    }
  }

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
