package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;

/**
 * {@code AT+ULSTFILE=1}: how many bytes are left in the module's file system. Evidence: published.
 */
public record ReadFreeFileSpace() implements RepeatableCommand<Integer> {
  @Override
  public String line() {
    return "AT+ULSTFILE=1";
  }

  @Override
  public Answer<Integer> answer() {
    return Answer.line(ReplyShape.prefixed("+ULSTFILE", 1, 1, 1), line -> line.integer(0));
  }
}
