package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;

/** {@code AT+CFUN?}: whether the radio is on: 1 on, 4 off, 0 minimum. Evidence: published. */
public record ReadFunctionality() implements RepeatableCommand<Integer> {
  @Override
  public String line() {
    return "AT+CFUN?";
  }

  @Override
  public Answer<Integer> answer() {
    return Answer.line("+CFUN", 1, 2, line -> line.integer(0));
  }
}
