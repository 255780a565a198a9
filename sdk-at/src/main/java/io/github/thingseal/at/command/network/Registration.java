package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.UrcType;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A registration and, if the module reports it, where.
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
  /** Registration in LTE; reports are turned on by {@link SetRegistrationReports}. */
  public static final UrcType<Registration> URC = urc(RegistrationDomain.EPS);

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

  /**
   * {@return the line that reports the status in a domain, and where, if the module does} Evidence:
   * published.
   *
   * @param domain which registration
   */
  public static UrcType<Registration> urc(RegistrationDomain domain) {
    Arguments.required(domain, "domain");
    return new UrcType<>(domain.prefix(), line -> Optional.of(read(domain, line, 0, 3)));
  }

  /** Reads the status, then what the mode and the network make the module report. */
  static Registration read(
      RegistrationDomain domain, InfoLine line, int statusAt, int accessTechnologyAt) {
    return new Registration(
        domain,
        RegistrationStatus.of(line.integer(statusAt)),
        line.optionalText(statusAt + 1),
        line.optionalText(statusAt + 2),
        line.optionalInteger(accessTechnologyAt));
  }
}
