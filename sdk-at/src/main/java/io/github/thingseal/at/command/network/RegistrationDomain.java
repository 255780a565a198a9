package io.github.thingseal.at.command.network;

/** Which registration is meant: each has a command and an unsolicited result code of its own. */
public enum RegistrationDomain {
  /** Circuit switched, 2G and 3G: {@code +CREG}. */
  CIRCUIT_SWITCHED("+CREG"),
  /** Packet switched in 2G and 3G: {@code +CGREG}. */
  GPRS("+CGREG"),
  /** LTE, which LTE-M and NB-IoT are: {@code +CEREG}. */
  EPS("+CEREG");

  private final String prefix;

  RegistrationDomain(String prefix) {
    this.prefix = prefix;
  }

  /** {@return the prefix of its lines, such as {@code +CEREG}} */
  public String prefix() {
    return prefix;
  }
}
