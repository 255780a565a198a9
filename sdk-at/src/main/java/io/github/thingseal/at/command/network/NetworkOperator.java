package io.github.thingseal.at.command.network;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The network that was chosen.
 *
 * @param mode 0 chosen by the module, 1 by hand, 2 deregistered
 * @param format how it is named; empty while there is none
 * @param name its name or number; empty while there is none
 * @param accessTechnology 7 LTE-M; 8 or 9 NB-IoT
 */
public record NetworkOperator(
    int mode,
    Optional<OperatorFormat> format,
    Optional<String> name,
    OptionalInt accessTechnology) {
  /**
   * Checks that nothing is null.
   *
   * @param mode 0 chosen by the module, 1 by hand, 2 deregistered
   * @param format how it is named; empty while there is none
   * @param name its name or number; empty while there is none
   * @param accessTechnology 7 LTE-M; 8 or 9 NB-IoT
   */
  public NetworkOperator {
    Arguments.required(format, "format");
    Arguments.required(name, "name");
    Arguments.required(accessTechnology, "accessTechnology");
  }
}
