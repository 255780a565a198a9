package io.github.thingseal.at.module;

/** What lies between the driver and the module's dialogue. */
enum Wiring {
  PLAIN("01B", false, false),
  C2C_V1("00B", true, false),
  C2C_V2("01B", true, false),
  MUX("01B", false, true),
  /** Whether modules can do this is not known; the simulated one can. */
  C2C_V2_IN_MUX("01B", true, true);

  final String firmware;
  final boolean encrypted;
  final boolean multiplexed;

  Wiring(String firmware, boolean encrypted, boolean multiplexed) {
    this.firmware = firmware;
    this.encrypted = encrypted;
    this.multiplexed = multiplexed;
  }
}
