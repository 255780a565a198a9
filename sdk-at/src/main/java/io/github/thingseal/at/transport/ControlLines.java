package io.github.thingseal.at.transport;

import java.io.IOException;

/** The control lines of a serial port that a program may set, such as for DTR power saving. */
@FunctionalInterface
public interface ControlLines {
  /**
   * Sets a line.
   *
   * @param line which
   * @param on whether it is on
   * @throws IOException if the port is closed or does not have the line
   */
  void set(ControlLine line, boolean on) throws IOException;
}
