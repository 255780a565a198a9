package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;

/**
 * {@code AT+USECMODE?}: the state of the security service; 0 is disabled. Evidence: published, but
 * for the meaning of other numbers; the form of the answer is derived.
 */
public final class ReadSecurityMode extends SecurityQuery<Integer> {
  /** Asks for the state, which is the first parameter. */
  public ReadSecurityMode() {
    super("AT+USECMODE?", Answer.line("+USECMODE", 1, Integer.MAX_VALUE, line -> line.integer(0)));
  }
}
