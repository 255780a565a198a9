package io.github.thingseal.examples.kafkaunprotect;

/** Paths of the simulated service. */
final class Paths {
  static final String UPLINK = "/e2e/uplink/protectionparameters/get";

  private Paths() {}
}
