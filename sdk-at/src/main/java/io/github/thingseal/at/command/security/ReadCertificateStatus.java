package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import java.util.List;

/**
 * {@code AT+USECDEVCERT?}: the status of the device certificate. Evidence: the name is published,
 * what the answer means is not.
 */
public final class ReadCertificateStatus extends SecurityQuery<List<String>> {
  /** Asks for the status. The parameters come as they are; their form is not public. */
  public ReadCertificateStatus() {
    super("AT+USECDEVCERT?", Answer.line("+USECDEVCERT", 1, Integer.MAX_VALUE, InfoLine::texts));
  }
}
