package io.github.thingseal.testkit;

/** The state of a device in the account. Only {@link #ALLOCATED} is published, as text. */
public enum SimulatedDeviceState {
  /** Bootstrapped, not sealed to a device profile: no one owns it. */
  BOOTSTRAPPED,
  /** Assigned to the account without being on the whitelist: blacklisted, without features. */
  ALLOCATED,
  /** Sealed, with the features of its device profile. */
  OWNED,
  /** A clone: another instance has the same root of trust and came first. */
  REJECTED
}
