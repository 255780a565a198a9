package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;
import java.util.Optional;

/**
 * {@code AT+CSGT?}: what the module says when it has started, {@code +CSGT: "<text>",<mode>}: first
 * the text, then whether it is said. Evidence: published.
 */
public record ReadGreeting() implements RepeatableCommand<Optional<String>> {
  @Override
  public String line() {
    return "AT+CSGT?";
  }

  /** The greeting, empty if the module says none. */
  @Override
  public Answer<Optional<String>> answer() {
    return Answer.line(
        "+CSGT", 2, 2, line -> line.flag(1) ? line.optionalText(0) : Optional.empty());
  }
}
