package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.ReadCommand;
import java.util.Optional;

/**
 * {@code AT+CSGT?}: what the module says when it has started, {@code +CSGT: "<text>",<mode>}: first
 * the text, then whether it is said. Evidence: published.
 */
public final class ReadGreeting extends ReadCommand<Optional<String>> {
  /** Asks for the greeting, empty if the module says none. */
  public ReadGreeting() {
    super(
        "AT+CSGT?",
        Answer.line("+CSGT", 2, 2, line -> line.flag(1) ? line.optionalText(0) : Optional.empty()));
  }
}
