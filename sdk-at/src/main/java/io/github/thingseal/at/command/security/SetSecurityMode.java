package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.LineCommand;
import io.github.thingseal.at.internal.text.Numbers;
import io.github.thingseal.core.Done;

/**
 * {@code AT+USECMODE=n}: the mode of the security service. Evidence: 0, which disables it for
 * certification profiles, is published; other numbers are not.
 */
public final class SetSecurityMode extends LineCommand<Done> implements SecurityCommand<Done> {
  /**
   * Sets the mode.
   *
   * @param mode the mode, 0 or more
   */
  public SetSecurityMode(int mode) {
    super("AT+USECMODE=" + Numbers.atLeast(0, mode, "mode"), Answer.ok());
  }
}
