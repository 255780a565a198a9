package io.github.thingseal.production;

import io.github.thingseal.at.transport.SerialTransport;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.function.Supplier;

/**
 * A place of the line where one module is plugged in.
 *
 * @param name what results and messages call it
 * @param line opens a line to the module that is there; called once a run
 */
public record Station(String name, Supplier<Transport> line) {
  /**
   * Checks that nothing is null.
   *
   * @param name what results and messages call it
   * @param line opens a line to the module that is there; called once a run
   */
  public Station {
    Arguments.required(name, "name");
    Arguments.required(line, "line");
  }

  /**
   * A station at a serial port, with the usual settings.
   *
   * @param port such as {@code /dev/ttyUSB0}
   * @return the station
   * @throws InvalidInputException if the name is empty
   */
  public static Station at(String port) {
    SerialTransport.Builder line = SerialTransport.builder(port);
    return new Station(port, line::open);
  }

  /**
   * The name of the station.
   *
   * @return the same as {@link #name()}
   */
  @Override
  public String toString() {
    return name;
  }
}
