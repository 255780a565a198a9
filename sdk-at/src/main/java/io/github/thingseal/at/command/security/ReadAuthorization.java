package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
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
    return "AT+USECAFA=" + feature.number();
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+USECAFA", 1, Integer.MAX_VALUE);
  }

  /** The parameters as they came; their form is not public. */
  @Override
  public List<String> read(List<InfoLine> lines) {
    return Reply.texts(Reply.last(this, lines));
  }
}
