package io.github.thingseal.at.module;

/** What some families and firmware versions can do, and others cannot. */
public enum Capability {
  /** Identity, sealing, pre-shared keys, end-to-end encryption, heartbeats. */
  ROOT_OF_TRUST("a root of trust (AT+USECROTUID, AT+USECDEVINFO, AT+USECPSK, AT+USECE2EDATAENC)"),
  /** End-to-end encryption in format V2. */
  E2E_V2("end-to-end encryption in format V2"),
  /** Certificates provisioned without touch. */
  ZERO_TOUCH_PROVISIONING("zero-touch provisioning (AT+USECDEVCERT)"),
  /** Chip-to-chip sessions. */
  CHIP_TO_CHIP("chip-to-chip sessions (AT+USECC2C)"),
  /** Chip-to-chip pairing and frames of version 2. */
  CHIP_TO_CHIP_V2("chip-to-chip sessions of version 2");

  private final String description;

  Capability(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }
}
