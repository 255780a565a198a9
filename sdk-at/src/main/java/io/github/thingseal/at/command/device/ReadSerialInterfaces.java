package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import java.util.List;

/**
 * {@code AT+USIO?}: the variant of the serial interfaces that is active, and with a star the one
 * that is used after the next restart. Evidence: published.
 */
public record ReadSerialInterfaces() implements RepeatableCommand<List<String>> {
  @Override
  public String line() {
    return "AT+USIO?";
  }

  /** As it comes, such as {@code 5} and {@code *5}. */
  @Override
  public Answer<List<String>> answer() {
    return Answer.line("+USIO", 1, 2, InfoLine::texts);
  }
}
