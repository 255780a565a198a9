package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.at.internal.text.Numbers;

/**
 * {@code AT+CGDCONT=n}: forgets the definition of a PDP context, and of no other. Evidence: 3GPP
 * 27.007.
 *
 * @param contextId its number, 1 or more
 */
public record ClearPdpContext(int contextId) implements SettingCommand {
  /**
   * Checks the number.
   *
   * @param contextId its number, 1 or more
   */
  public ClearPdpContext {
    Numbers.atLeast(1, contextId, "contextId");
  }

  @Override
  public String line() {
    return "AT+CGDCONT=" + contextId;
  }
}
