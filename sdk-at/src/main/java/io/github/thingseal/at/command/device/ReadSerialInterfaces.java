package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.List;

/**
 * {@code AT+USIO?}: the variant of the serial interfaces that is active, and with a star the one
 * that is used after the next restart. Evidence: published.
 */
public record ReadSerialInterfaces() implements RepeatableCommand<List<String>> {
  @Override
  public String line() {
    return "AT+USIO?";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+USIO", 1, 2);
  }

  /** As it comes, such as {@code 5} and {@code *5}. */
  @Override
  public List<String> read(List<InfoLine> lines) {
    return Reply.texts(Reply.last(this, lines));
  }
}
