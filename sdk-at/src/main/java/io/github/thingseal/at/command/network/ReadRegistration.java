package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReadCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+CREG?}, {@code AT+CGREG?}, {@code AT+CEREG?}: the state of a registration. Evidence:
 * published.
 */
public final class ReadRegistration extends ReadCommand<Registration> {
  /**
   * Asks for a registration. Mode and status are numbers; the unsolicited form has the quoted area
   * in second place.
   *
   * @param domain which one
   */
  public ReadRegistration(RegistrationDomain domain) {
    super(
        "AT" + Arguments.required(domain, "domain").prefix() + "?",
        Answer.line(
            ReplyShape.prefixed(domain.prefix(), 2, 12, 2),
            line -> Registration.read(domain, line, 1, hasExtraField(domain, line) ? 5 : 4)));
  }

  /**
   * SARA-R5 puts one more field before the access technology of {@code +CEREG}. What may follow
   * comes in pairs, so that the number of fields decides.
   */
  private static boolean hasExtraField(RegistrationDomain domain, InfoLine line) {
    return domain == RegistrationDomain.EPS && line.size() >= 6 && line.size() % 2 == 0;
  }
}
