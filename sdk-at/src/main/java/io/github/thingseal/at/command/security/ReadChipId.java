package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;

/**
 * {@code AT+USECCHIP}: the immutable identity of the chip, on SARA-R5, SARA-R42 and LARA-R6.
 * Evidence: published, but for the form of the answer, which is taken as it comes.
 */
public record ReadChipId() implements SecurityCommand<String>, RepeatableCommand<String> {
  @Override
  public String line() {
    return "AT+USECCHIP";
  }

  /** The last parameter. */
  @Override
  public Answer<String> answer() {
    return Answer.line("+USECCHIP", 1, Integer.MAX_VALUE, line -> line.text(line.size() - 1));
  }
}
