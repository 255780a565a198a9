package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import java.util.List;

/**
 * {@code AT+USECDEVCERT?}: the status of the device certificate. Evidence: the name is published,
 * what the answer means is not.
 */
public record ReadCertificateStatus()
    implements SecurityCommand<List<String>>, RepeatableCommand<List<String>> {
  @Override
  public String line() {
    return "AT+USECDEVCERT?";
  }

  /** The parameters as they came; their form is not public. */
  @Override
  public Answer<List<String>> answer() {
    return Answer.line("+USECDEVCERT", 1, Integer.MAX_VALUE, InfoLine::texts);
  }
}
