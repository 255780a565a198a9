package io.github.thingseal.at.transport;

/** How a serial port keeps its two sides from overrunning each other. */
public enum FlowControl {
  /** Not at all; goes with {@code AT&K0}. */
  NONE,
  /** By the RTS and CTS lines, which must both be wired; goes with {@code AT&K3}. */
  RTS_CTS
}
