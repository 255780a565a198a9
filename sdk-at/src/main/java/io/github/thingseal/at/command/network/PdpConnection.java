package io.github.thingseal.at.command.network;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;
import java.util.Optional;

/**
 * An active PDP context as the network set it up.
 *
 * @param contextId the number of the context
 * @param bearerId the number of its bearer
 * @param apn the access point
 * @param address the module's address, where reported
 * @param subnetMask the mask that belongs to it, where reported
 * @param gateway the gateway's address, where reported
 * @param dns the addresses of the name servers, the primary one first; empty if none is reported
 */
public record PdpConnection(
    int contextId,
    int bearerId,
    String apn,
    Optional<String> address,
    Optional<String> subnetMask,
    Optional<String> gateway,
    List<String> dns) {
  /**
   * Copies the list.
   *
   * @param contextId the number of the context
   * @param bearerId the number of its bearer
   * @param apn the access point
   * @param address the module's address
   * @param subnetMask the mask that belongs to it
   * @param gateway the gateway's address
   * @param dns the addresses of the name servers
   */
  public PdpConnection {
    Arguments.required(apn, "apn");
    Arguments.required(address, "address");
    Arguments.required(subnetMask, "subnetMask");
    Arguments.required(gateway, "gateway");
    dns = List.copyOf(Arguments.requiredElements(dns, "dns"));
  }
}
