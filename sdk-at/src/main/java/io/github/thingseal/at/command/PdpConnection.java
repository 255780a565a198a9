package io.github.thingseal.at.command;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;

/**
 * An active PDP context as the network set it up.
 *
 * @param contextId the number of the context
 * @param bearerId the number of its bearer
 * @param apn the access point
 * @param address the module's address, where told
 * @param gateway the gateway's address, where told
 * @param dns the address of the name server, where told
 */
public record PdpConnection(
    int contextId,
    int bearerId,
    String apn,
    Optional<String> address,
    Optional<String> gateway,
    Optional<String> dns) {
  /**
   * Checks that nothing is null.
   *
   * @param contextId the number of the context
   * @param bearerId the number of its bearer
   * @param apn the access point
   * @param address the module's address, where told
   * @param gateway the gateway's address, where told
   * @param dns the address of the name server, where told
   */
  public PdpConnection {
    Arguments.required(apn, "apn");
    Arguments.required(address, "address");
    Arguments.required(gateway, "gateway");
    Arguments.required(dns, "dns");
  }
}
