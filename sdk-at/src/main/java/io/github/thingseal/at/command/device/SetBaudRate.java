package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.SilentCommand;
import io.github.thingseal.at.internal.text.Numbers;

/**
 * {@code AT+IPR=n}: the baud rate from after the {@code OK} on; wait 100 ms, and set that of the
 * port, too. Evidence: published.
 *
 * @param baud the rate, not negative; 0 to detect it
 */
public record SetBaudRate(int baud) implements SilentCommand {
  /**
   * Checks the rate.
   *
   * @param baud the rate, 0 to detect it
   */
  public SetBaudRate {
    Numbers.atLeast(0, baud, "baud");
  }

  @Override
  public String line() {
    return "AT+IPR=" + baud;
  }
}
