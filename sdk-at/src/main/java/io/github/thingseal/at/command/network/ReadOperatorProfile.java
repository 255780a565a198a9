package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.ReadCommand;

/** {@code AT+UMNOPROF?}: the profile of the mobile network operator. Evidence: published. */
public final class ReadOperatorProfile extends ReadCommand<Integer> {
  /** Asks for the number of the profile; what may follow it is not read. */
  public ReadOperatorProfile() {
    super("AT+UMNOPROF?", Answer.line("+UMNOPROF", 1, 8, line -> line.integer(0)));
  }
}
