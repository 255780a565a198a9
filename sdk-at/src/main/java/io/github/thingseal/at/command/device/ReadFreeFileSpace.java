package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.ReadCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.text.Numbers;

/**
 * {@code AT+ULSTFILE=1}: how many bytes are left in the module's file system. Evidence: published.
 */
public final class ReadFreeFileSpace extends ReadCommand<Integer> {
  /** Asks for the space. */
  public ReadFreeFileSpace() {
    super(
        "AT+ULSTFILE=1",
        Answer.line(
            ReplyShape.prefixed("+ULSTFILE", 1, 1, 1),
            line -> Numbers.atLeast(0, line.integer(0), "size")));
  }
}
