package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.ReadCommand;

/** {@code AT+CFUN?}: whether the radio is on: 1 on, 4 off, 0 minimum. Evidence: published. */
public final class ReadFunctionality extends ReadCommand<Integer> {
  /** Asks for the level. */
  public ReadFunctionality() {
    super("AT+CFUN?", Answer.line("+CFUN", 1, 2, line -> line.integer(0)));
  }
}
