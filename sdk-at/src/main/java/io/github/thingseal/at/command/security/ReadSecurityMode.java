package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;

/**
 * {@code AT+USECMODE?}: the state of the security service; 0 is disabled. Evidence: published, but
 * for the meaning of other numbers; the form of the answer is derived.
 */
public record ReadSecurityMode() implements SecurityCommand<Integer>, RepeatableCommand<Integer> {
  @Override
  public String line() {
    return "AT+USECMODE?";
  }

  /** The first parameter. */
  @Override
  public Answer<Integer> answer() {
    return Answer.line("+USECMODE", 1, Integer.MAX_VALUE, line -> line.integer(0));
  }
}
