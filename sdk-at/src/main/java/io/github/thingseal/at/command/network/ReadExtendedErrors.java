package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReadCommand;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;
import java.util.Optional;

/**
 * {@code AT+CEER}: why the last call or connection failed, one error a line, up to three. Not on
 * SARA-R410M and SARA-R412M. Evidence: published.
 */
public final class ReadExtendedErrors extends ReadCommand<List<ReadExtendedErrors.ExtendedError>> {
  /**
   * Why a call or connection failed.
   *
   * @param type what kind of cause it is, as the module names it
   * @param cause its number, where reported
   * @param text its text, where reported
   */
  public record ExtendedError(String type, Optional<String> cause, Optional<String> text) {
    /**
     * Checks that nothing is null.
     *
     * @param type what kind of cause it is
     * @param cause its number, where reported
     * @param text its text, where reported
     */
    public ExtendedError {
      Arguments.required(type, "type");
      Arguments.required(cause, "cause");
      Arguments.required(text, "text");
    }
  }

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
