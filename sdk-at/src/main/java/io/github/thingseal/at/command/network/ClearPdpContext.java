package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SetCommand;
import io.github.thingseal.at.internal.text.Numbers;

/**
 * {@code AT+CGDCONT=n}: forgets the definition of a PDP context, and of no other. Evidence: 3GPP
 * 27.007.
 */
public final class ClearPdpContext extends SetCommand {
  /**
   * Forgets a context.
   *
   * @param contextId its number, 1 or more
   */
  public ClearPdpContext(int contextId) {
    super("AT+CGDCONT=" + Numbers.atLeast(1, contextId, "contextId"));
  }
}
