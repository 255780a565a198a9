package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import java.util.List;

/**
 * {@code AT+USECAFA=n}: whether the service has authorised a feature for this module. Evidence:
 * published for SARA-R5; the form of the answer is not, so that its parameters come as they are.
 */
public enum AuthorizedFeature
    implements SecurityCommand<List<String>>, RepeatableCommand<List<String>> {
  /** Zero-touch provisioning. */
  ZTP(0),
  /** Chip-to-chip pairing of a sealed module. */
  LOCAL_C2C_KEY_PAIRING(2),
  /** Chip-to-chip sessions. */
  LOCAL_C2C(3);

  private final int number;

  AuthorizedFeature(int number) {
    this.number = number;
  }

  @Override
  public String line() {
    return "AT+USECAFA=" + number;
  }

  @Override
  public Answer<List<String>> answer() {
    return Answer.line("+USECAFA", 1, Integer.MAX_VALUE, InfoLine::texts);
  }
}
