package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.LineCommand;
import io.github.thingseal.at.internal.text.Numbers;
import io.github.thingseal.core.Done;

/**
 * {@code AT+IPR=n}: the baud rate from after the {@code OK} on; wait 100 ms, and set that of the
 * port, too. Evidence: published.
 */
public final class SetBaudRate extends LineCommand<Done> {
  /**
   * Sets the rate.
   *
   * @param baud the rate, not negative; 0 to detect it
   */
  public SetBaudRate(int baud) {
    super("AT+IPR=" + Numbers.atLeast(0, baud, "baud"), Answer.ok());
  }
}
