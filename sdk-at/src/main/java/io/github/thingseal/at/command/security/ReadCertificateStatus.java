package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
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

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+USECDEVCERT", 1, Integer.MAX_VALUE);
  }

  /** The parameters as they came; their form is not public. */
  @Override
  public List<String> read(List<InfoLine> lines) {
    return Reply.texts(Reply.last(this, lines));
  }
}
