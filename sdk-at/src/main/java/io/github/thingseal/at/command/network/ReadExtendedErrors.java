package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReadCommand;
import java.util.List;

/**
 * {@code AT+CEER}: why the last call or connection failed, one error a line, up to three. Not on
 * SARA-R410M and SARA-R412M. Evidence: published.
 */
public final class ReadExtendedErrors extends ReadCommand<List<ExtendedError>> {
  /** Asks for the errors. */
  public ReadExtendedErrors() {
    super(
        "AT+CEER",
        Answer.lines(
            "+CEER", 1, 3, lines -> lines.stream().map(ReadExtendedErrors::error).toList()));
  }

  private static ExtendedError error(InfoLine line) {
    return new ExtendedError(line.text(0), line.optionalText(1), line.optionalText(2));
  }
}
