package io.github.thingseal.at.command.network;

/** The status of a registration. Evidence: 3GPP 27.007. */
public enum RegistrationStatus {
  /** Not registered, and not searching: the radio is off, or there is no SIM. */
  NOT_REGISTERED,
  /** Registered in the home network. */
  HOME,
  /** Searching, or trying to register. */
  SEARCHING,
  /** Refused by the network. */
  DENIED,
  /** Not known, for instance out of coverage. */
  UNKNOWN,
  /** Registered in another network. */
  ROAMING;

  static RegistrationStatus of(int stat) {
    return stat >= 0 && stat < values().length ? values()[stat] : UNKNOWN;
  }

  /** {@return whether the module is in a network, at home or roaming} */
  public boolean isRegistered() {
    return this == HOME || this == ROAMING;
  }
}
