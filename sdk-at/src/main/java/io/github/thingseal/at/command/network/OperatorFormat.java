package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SettingCommand;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code AT+COPS=3,n}: how {@link ReadNetworkOperator} names the network, from now on. Evidence:
 * published; the meaning of the numbers 3GPP 27.007.
 */
public enum OperatorFormat implements SettingCommand {
  /** By its long name. */
  LONG_NAME(0),
  /** By its short name. */
  SHORT_NAME(1),
  /** By the digits of its country and network codes, such as {@code 00101}. */
  NUMERIC(2);

  private final int number;

  OperatorFormat(int number) {
    this.number = number;
  }

  static Optional<OperatorFormat> of(int number) {
    return Arrays.stream(values()).filter(format -> format.number == number).findFirst();
  }

  @Override
  public String line() {
    return "AT+COPS=3," + number;
  }
}
