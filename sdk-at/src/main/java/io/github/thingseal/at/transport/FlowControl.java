package io.github.thingseal.at.transport;

/** The flow control of a serial port. */
public enum FlowControl {
  /** Not at all; goes with {@code AT&K0}. */
  NONE,
  /** By the RTS and CTS lines, which must both be wired; goes with {@code AT&K3}. */
  RTS_CTS
}
