package io.github.thingseal.at.command.network;

/** The protocol of a PDP context. Evidence: 3GPP 27.007; {@code IP} published. */
public enum PdpType {
  /** IPv4: {@code IP} on the wire. */
  IP,
  /** IPv6. */
  IPV6,
  /** Both. */
  IPV4V6
}
