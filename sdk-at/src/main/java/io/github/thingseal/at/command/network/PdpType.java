package io.github.thingseal.at.command.network;

/** What a PDP context carries. Evidence: 3GPP 27.007; {@code IP} published. */
public enum PdpType {
  /** IPv4: {@code IP} on the wire. */
  IP,
  /** IPv6. */
  IPV6,
  /** Both. */
  IPV4V6
}
