package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.at.internal.text.Numbers;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+CGDCONT=1,"IP","apn"}: defines a PDP context. Evidence: published.
 *
 * @param contextId its number, 1 or more
 * @param type what it carries
 * @param apn its access point
 */
public record DefinePdpContext(int contextId, PdpType type, Apn apn) implements SettingCommand {
  /**
   * Checks the number.
   *
   * @param contextId its number, 1 or more
   * @param type what it carries
   * @param apn its access point
   */
  public DefinePdpContext {
    Arguments.required(type, "type");
    Arguments.required(apn, "apn");
    Numbers.atLeast(1, contextId, "contextId");
  }

  @Override
  public String line() {
    String quotedApn = AtStrings.quote("The name of an access point", apn.name());
    return "AT+CGDCONT=" + contextId + ",\"" + type.name() + "\"," + quotedApn;
  }
}
