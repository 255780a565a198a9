package io.github.thingseal.at.command.security;

/** Features that the service authorises module by module. Evidence: published for SARA-R5. */
public enum AuthorizedFeature {
  /** Zero-touch provisioning. */
  ZTP(0),
  /** Chip-to-chip pairing of a sealed module. */
  LOCAL_C2C_KEY_PAIRING(2),
  /** Chip-to-chip sessions. */
  LOCAL_C2C(3);

  final int number;

  AuthorizedFeature(int number) {
    this.number = number;
  }
}
