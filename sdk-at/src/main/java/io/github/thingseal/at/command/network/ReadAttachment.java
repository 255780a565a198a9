package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;

/** {@code AT+CGATT?}: whether the module is attached to the packet domain. Evidence: published. */
public record ReadAttachment() implements RepeatableCommand<Boolean> {
  @Override
  public String line() {
    return "AT+CGATT?";
  }

  @Override
  public Answer<Boolean> answer() {
    return Answer.line("+CGATT", 1, 1, line -> line.flag(0));
  }
}
