package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.at.internal.text.Numbers;
import java.time.Duration;

/**
 * {@code AT+CGACT=1,n}: activates a PDP context. Evidence: 3GPP 27.007; the time limit is our own.
 *
 * @param contextId its number, 1 or more
 */
public record ActivatePdpContext(int contextId) implements SettingCommand {
  /**
   * Checks the number.
   *
   * @param contextId its number, 1 or more
   */
  public ActivatePdpContext {
    Numbers.atLeast(1, contextId, "contextId");
  }

  @Override
  public String line() {
    return "AT+CGACT=1," + contextId;
  }

  @Override
  public Duration timeLimit() {
    return Duration.ofSeconds(150);
  }
}
