package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

/**
 * {@code AT+USECAFA=n}: whether the service has authorised a feature. Evidence: published for
 * SARA-R5; the form of the answer is not, so that it comes as it is.
 *
 * @param feature the feature
 */
public record ReadAuthorization(AuthorizedFeature feature)
    implements SecurityCommand<List<String>>, RepeatableCommand<List<String>> {
  /**
   * Checks that nothing is null.
   *
   * @param feature the feature
   */
  public ReadAuthorization {
    Arguments.required(feature, "feature");
  }

  @Override
  public String line() {
    return "AT+USECAFA=" + feature.number;
  }

  /** The parameters as they came; their form is not public. */
  @Override
  public Answer<List<String>> answer() {
    return Answer.line("+USECAFA", 1, Integer.MAX_VALUE, InfoLine::texts);
  }
}
