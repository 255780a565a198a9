package io.github.thingseal.at.transport;

import java.io.IOException;

/** The control lines of a serial port that a program may set, such as for DTR power saving. */
public interface ControlLines {
  /**
   * Sets DTR (data terminal ready).
   *
   * @param asserted whether it is on
   * @throws IOException if the port is closed or does not have the line
   */
  void setDtr(boolean asserted) throws IOException;

  /**
   * Sets RTS (request to send); a module transmits only while it is on. With {@link
   * FlowControl#RTS_CTS} the driver sets it on its own.
   *
   * @param asserted whether it is on
   * @throws IOException if the port is closed or does not have the line
   */
  void setRts(boolean asserted) throws IOException;
}
