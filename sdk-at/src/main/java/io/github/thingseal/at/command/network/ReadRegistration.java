package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+CREG?}, {@code AT+CGREG?}, {@code AT+CEREG?}: the state of a registration. Evidence:
 * published.
 *
 * @param domain which registration to ask for
 */
public record ReadRegistration(RegistrationDomain domain)
    implements RepeatableCommand<Registration> {
  private static final int MAX_FIELDS = 12;

  /**
   * Checks that nothing is null.
   *
   * @param domain which registration to ask for
   */
  public ReadRegistration {
    Arguments.required(domain, "domain");
  }

  @Override
  public String line() {
    return "AT" + domain.prefix() + "?";
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
