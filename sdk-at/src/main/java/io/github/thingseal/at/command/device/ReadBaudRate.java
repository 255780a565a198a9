package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.ReadCommand;
import io.github.thingseal.at.internal.text.Numbers;

/** {@code AT+IPR?}: the baud rate; 0, SARA-R5's default, detects it. Evidence: published. */
public final class ReadBaudRate extends ReadCommand<Integer> {
  /** Asks for the rate. */
  public ReadBaudRate() {
    super(
        "AT+IPR?", Answer.line("+IPR", 1, 1, line -> Numbers.atLeast(0, line.integer(0), "rate")));
  }
}
