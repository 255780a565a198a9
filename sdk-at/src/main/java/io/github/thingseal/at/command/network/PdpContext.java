package io.github.thingseal.at.command.network;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;

/**
 * A PDP context as it is defined.
 *
 * @param contextId its number
 * @param type what it carries, such as {@code IP}
 * @param apn its access point; empty if the network chooses
 * @param address its address; empty before it is activated
 */
public record PdpContext(
    int contextId, String type, Optional<String> apn, Optional<String> address) {
  /**
   * Checks that nothing is null.
   *
   * @param contextId its number
   * @param type what it carries, such as {@code IP}
   * @param apn its access point; empty if the network chooses
   * @param address its address; empty before it is activated
   */
  public PdpContext {
    Arguments.required(type, "type");
    Arguments.required(apn, "apn");
    Arguments.required(address, "address");
  }
}
