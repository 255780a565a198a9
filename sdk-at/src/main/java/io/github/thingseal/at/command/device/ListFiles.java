package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

/**
 * {@code AT+ULSTFILE}: the files of the module's file system. Also cures a fresh SARA-R422, whose
 * first import of a credential fails otherwise. Evidence: published, with the list {@code
 * +ULSTFILE: "a","b"}.
 */
public record ListFiles() implements RepeatableCommand<List<String>> {
  @Override
  public String line() {
    return "AT+ULSTFILE";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+ULSTFILE", 0, Integer.MAX_VALUE);
  }

  /** The names, from all lines. */
  @Override
  public List<String> read(List<InfoLine> lines) {
    Arguments.requiredElements(lines, "lines");
    return lines.stream()
        .flatMap(line -> Reply.texts(line).stream())
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
