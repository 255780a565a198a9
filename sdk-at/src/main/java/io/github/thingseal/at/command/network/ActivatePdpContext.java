package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SetCommand;
import io.github.thingseal.at.internal.text.Numbers;
import java.time.Duration;

/**
 * {@code AT+CGACT=1,n}: activates a PDP context. Evidence: 3GPP 27.007; the time limit is our own.
 */
public final class ActivatePdpContext extends SetCommand {
  /**
   * Activates a context.
   *
   * @param contextId its number, 1 or more
   */
  public ActivatePdpContext(int contextId) {
    super("AT+CGACT=1," + Numbers.atLeast(1, contextId, "contextId"));
  }

  @Override
  public Duration timeLimit() {
    return Duration.ofSeconds(150);
  }
}
