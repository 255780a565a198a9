package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.List;
import java.util.Optional;

/**
 * {@code AT+CSGT?}: what the module says when it has started, {@code +CSGT: "<text>",<mode>}: first
 * the text, then whether it is said. Evidence: published.
 */
public record ReadGreeting() implements RepeatableCommand<Optional<String>> {
  @Override
  public String line() {
    return "AT+CSGT?";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+CSGT", 2, 2);
  }

  /** The greeting, empty if the module says none. */
  @Override
  public Optional<String> read(List<InfoLine> lines) {
    InfoLine line = Reply.last(this, lines);
    return Reply.flag(this, line, 1) ? line.optionalText(0) : Optional.empty();
  }
}
