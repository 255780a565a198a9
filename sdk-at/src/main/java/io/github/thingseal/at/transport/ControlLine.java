package io.github.thingseal.at.transport;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.io.IOException;

/** A control line of a serial port that can keep a module's UART awake. */
public enum ControlLine {
  /** Data terminal ready. */
  DTR {
    @Override
    public void set(ControlLines lines, boolean on) throws IOException {
      Arguments.required(lines, "lines").setDtr(on);
    }
  },
  /** Request to send. */
  RTS {
    @Override
    public void set(ControlLines lines, boolean on) throws IOException {
      Arguments.required(lines, "lines").setRts(on);
    }
  };

  /**
   * Switches this line.
   *
   * @param lines those of the port
   * @param on whether it is on
   * @throws IOException if the port is closed or does not have the line
   */
  public abstract void set(ControlLines lines, boolean on) throws IOException;

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
            .orElseThrow(() -> new PortUnusableException(missing(transport, "no control lines")));
    try {
      set(lines, true);
    } catch (IOException e) {
      throw new PortUnusableException(missing(transport, String.valueOf(e.getMessage())), e);
    }
    return lines;
  }

  private String missing(Transport transport, String why) {
    return transport.name()
        + " cannot wake the module's UART by "
        + this
        + " ("
        + why
        + "): use a serial port that has the line wired, or save power by time or activity";
  }
}
