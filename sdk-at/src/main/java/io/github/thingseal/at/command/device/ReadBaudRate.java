package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.ReadCommand;

/** {@code AT+IPR?}: the baud rate; 0, SARA-R5's default, detects it. Evidence: published. */
public final class ReadBaudRate extends ReadCommand<Integer> {
  /** Asks for the rate. */
  public ReadBaudRate() {
    super("AT+IPR?", Answer.line("+IPR", 1, 1, line -> line.integer(0)));
  }
}
