package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReadCommand;
import java.util.List;

/** {@code AT+CGDCONT?}: all defined PDP contexts, one a line. Evidence: published. */
public final class ReadPdpContexts extends ReadCommand<List<PdpContext>> {
  /** Asks for the contexts. */
  public ReadPdpContexts() {
    super(
        "AT+CGDCONT?",
        Answer.lines(
            "+CGDCONT", 2, 32, lines -> lines.stream().map(ReadPdpContexts::context).toList()));
  }

  private static PdpContext context(InfoLine line) {
    return new PdpContext(
        line.integer(0), line.text(1), line.optionalText(2), line.optionalText(3));
  }
}
