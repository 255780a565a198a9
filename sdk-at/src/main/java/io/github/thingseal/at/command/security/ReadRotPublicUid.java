package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.internal.reply.Reply;
import io.github.thingseal.core.id.RotPublicUid;
import java.util.List;

/**
 * {@code AT+USECROTUID}: the identity of the root of trust. Evidence: published; whether it comes
 * in quotes is not, so both are read.
 */
public record ReadRotPublicUid()
    implements SecurityCommand<RotPublicUid>, RepeatableCommand<RotPublicUid> {
  @Override
  public String line() {
    return "AT+USECROTUID";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+USECROTUID", 1, 1);
  }

  /**
   * The identity, from 16 hexadecimal digits of either case.
   *
   * @throws UnexpectedReplyException if something else came
   */
  @Override
  public RotPublicUid read(List<InfoLine> lines) {
    InfoLine line = Reply.last(this, lines);
    return Reply.value(this, () -> RotPublicUid.of(line.text(0)));
  }
}
