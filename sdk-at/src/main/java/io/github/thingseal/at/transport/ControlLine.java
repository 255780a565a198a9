package io.github.thingseal.at.transport;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A control line of a serial port that can keep a module's UART awake. */
public enum ControlLine {
  /** Data terminal ready. */
  DTR,
  /**
   * Request to send; a module transmits only while it is on. With {@link FlowControl#RTS_CTS} the
   * driver sets it on its own.
   */
  RTS;

  /**
   * Switches this line on, and so finds out whether there is one.
   *
   * @param transport leads to the module
   * @return its control lines
   * @throws PortUnusableException if the transport does not have this line
   */
  public ControlLines switchOn(Transport transport) {
    Arguments.required(transport, "transport");
    ControlLines lines =
        Arguments.returned(transport.controlLines(), "Transport.controlLines")
            .orElseThrow(() -> missing(transport, "no control lines", null));
    try {
      lines.set(this, true);
    } catch (IOException e) {
      throw missing(transport, String.valueOf(e.getMessage()), e);
    }
    return lines;
  }

  private PortUnusableException missing(
      Transport transport, String why, @Nullable IOException cause) {
    return new PortUnusableException(
        String.format(
            "%s cannot wake the module's UART by %s (%s): use a serial port that has the line"
                + " wired, or save power by time or activity",
            transport.name(), this, why),
        cause);
  }
}
