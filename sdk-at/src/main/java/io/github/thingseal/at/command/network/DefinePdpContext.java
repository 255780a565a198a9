package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SetCommand;
import io.github.thingseal.at.internal.text.Numbers;
import io.github.thingseal.core.internal.arguments.Arguments;

/** {@code AT+CGDCONT=1,"IP","apn"}: defines a PDP context. Evidence: published. */
public final class DefinePdpContext extends SetCommand {
  /**
   * Defines a context.
   *
   * @param contextId its number, 1 or more
   * @param type what it carries
   * @param apn its access point
   */
  public DefinePdpContext(int contextId, PdpType type, Apn apn) {
    super(
        "AT+CGDCONT="
            + Numbers.atLeast(1, contextId, "contextId")
            + ",\""
            + Arguments.required(type, "type")
            + "\","
            + Arguments.required(apn, "apn").quoted());
  }
}
