package io.github.thingseal.at.command;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A registration and, if the module tells, where.
 *
 * @param domain which registration this is
 * @param status how far it has come
 * @param areaCode tracking or location area, hexadecimal
 * @param cellId the serving cell, hexadecimal
 * @param accessTechnology 7 LTE-M; 8 or 9 NB-IoT
 */
public record Registration(
    RegistrationDomain domain,
    RegistrationStatus status,
    Optional<String> areaCode,
    Optional<String> cellId,
    OptionalInt accessTechnology) {
  /**
   * Checks that nothing is null.
   *
   * @param domain which registration this is
   * @param status how far it has come
   * @param areaCode tracking or location area, hexadecimal
   * @param cellId the serving cell, hexadecimal
   * @param accessTechnology 7 LTE-M; 8 or 9 NB-IoT
   */
  public Registration {
    Arguments.required(domain, "domain");
    Arguments.required(status, "status");
    Arguments.required(areaCode, "areaCode");
    Arguments.required(cellId, "cellId");
    Arguments.required(accessTechnology, "accessTechnology");
  }

  /** Reads what is reported unsolicited: the status, then what the mode makes the module tell. */
  static Registration reported(RegistrationDomain domain, InfoLine line) {
    return new Registration(
        domain,
        RegistrationStatus.of(line.integer(0)),
        line.optionalText(1),
        line.optionalText(2),
        line.optionalText(3).isPresent() ? OptionalInt.of(line.integer(3)) : OptionalInt.empty());
  }
}
