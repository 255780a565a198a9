package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;

/** {@code AT+UMNOPROF?}: the profile of the mobile network operator. Evidence: published. */
public record ReadOperatorProfile() implements RepeatableCommand<Integer> {
  @Override
  public String line() {
    return "AT+UMNOPROF?";
  }

  /** The number of the profile; what may follow it is not read. */
  @Override
  public Answer<Integer> answer() {
    return Answer.line("+UMNOPROF", 1, 8, line -> line.integer(0));
  }
}
