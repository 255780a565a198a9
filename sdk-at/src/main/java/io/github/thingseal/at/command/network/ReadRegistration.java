package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.LineCommand;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+CREG?}, {@code AT+CGREG?}, {@code AT+CEREG?}: the state of a registration. Evidence:
 * published.
 */
public final class ReadRegistration extends LineCommand<Registration>
    implements RepeatableCommand<Registration> {
  private static final int MAX_FIELDS = 12;

  private final RegistrationDomain domain;

  /**
   * Asks for a registration.
   *
   * @param domain which one
   */
  public ReadRegistration(RegistrationDomain domain) {
    super("AT" + Arguments.required(domain, "domain").prefix() + "?");
    this.domain = domain;
  }

  /** Mode and status are numbers; the unsolicited form has the quoted area in second place. */
  @Override
  public Answer<Registration> answer() {
    return Answer.line(
        ReplyShape.prefixed(domain.prefix(), 2, MAX_FIELDS, 2),
        line -> Registration.read(domain, line, 1, hasExtraField(line) ? 5 : 4));
  }

  /**
   * SARA-R5 puts one more field before the access technology of {@code +CEREG}. What may follow
   * comes in pairs, so that the number of fields decides.
   */
  private boolean hasExtraField(InfoLine line) {
    return domain == RegistrationDomain.EPS && line.size() >= 6 && line.size() % 2 == 0;
  }
}
