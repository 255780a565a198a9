package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;

/** {@code AT+IPR?}: the baud rate; 0, SARA-R5's default, detects it. Evidence: published. */
public record ReadBaudRate() implements RepeatableCommand<Integer> {
  @Override
  public String line() {
    return "AT+IPR?";
  }

  @Override
  public Answer<Integer> answer() {
    return Answer.line("+IPR", 1, 1, line -> line.integer(0));
  }
}
