package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.SilentCommand;
import io.github.thingseal.core.InvalidInputException;

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
    if (baud < 0) {
      throw new InvalidInputException("A baud rate is not negative, but this is " + baud);
    }
  }

  @Override
  public String line() {
    return "AT+IPR=" + baud;
  }
}
