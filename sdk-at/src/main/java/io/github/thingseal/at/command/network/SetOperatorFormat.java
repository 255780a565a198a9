package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+COPS=3,n}: how {@link ReadNetworkOperator} names the network, from now on. Evidence:
 * published.
 *
 * @param format how
 */
public record SetOperatorFormat(OperatorFormat format) implements SettingCommand {
  /**
   * Checks that nothing is null.
   *
   * @param format how
   */
  public SetOperatorFormat {
    Arguments.required(format, "format");
  }

  @Override
  public String line() {
    return "AT+COPS=3," + format.number;
  }
}
