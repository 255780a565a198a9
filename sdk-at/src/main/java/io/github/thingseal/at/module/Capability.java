package io.github.thingseal.at.module;

/** A capability that some families and firmware versions have, and others do not. */
public enum Capability {
  /**
   * Identity, sealing, pre-shared keys, end-to-end encryption in format V1, heartbeats. SARA-R410M
   * and SARA-R412M go by product version: 02B has none, 63B, 73B and 83B have it (published); of
   * others nothing is known, and they are asked.
   */
  ROOT_OF_TRUST("a root of trust (AT+USECROTUID, AT+USECDEVINFO, AT+USECPSK, AT+USECE2EDATAENC)"),
  /** End-to-end encryption in format V2. */
  E2E_V2("end-to-end encryption in format V2"),
  /** Certificates provisioned without touch. */
  ZERO_TOUCH_PROVISIONING("zero-touch provisioning (AT+USECDEVCERT)"),
  /** Chip-to-chip sessions. */
  CHIP_TO_CHIP("chip-to-chip sessions (AT+USECC2C)"),
  /** Chip-to-chip pairing and frames of version 2. */
  CHIP_TO_CHIP_V2("chip-to-chip sessions of version 2"),
  /** Decryption of messages from the cloud. */
  E2E_DECRYPTION("end-to-end decryption (AT+USECE2EDATADEC, an assumed command: AssumedSyntax)"),
  /** End-to-end encryption of files in the module's file system. */
  E2E_FILES(
      "end-to-end encryption of files (AT+USECE2EFILEENC, an assumed command: AssumedSyntax)"),
  /** Encryption with a key that never leaves the module. */
  LOCAL_DATA_PROTECTION(
      "local data protection (AT+USECDATAENC, an assumed command: AssumedSyntax)"),
  /** Update of the firmware of the root of trust. */
  ROT_FIRMWARE_UPDATE("an update of its root of trust (AT+USECFW)");

  private final String description;

  Capability(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }
}
