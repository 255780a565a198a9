package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import io.github.thingseal.at.internal.text.FileNames;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

/**
 * {@code AT+ULSTFILE=2,"<file>"}: how many bytes a file of the module's file system has. Evidence:
 * published.
 *
 * @param file its name
 */
public record ReadFileSize(String file) implements RepeatableCommand<Integer> {
  /**
   * Checks the name.
   *
   * @param file its name
   * @throws io.github.thingseal.core.InvalidInputException if a command line cannot carry it
   */
  public ReadFileSize {
    Arguments.required(file, "file");
    FileNames.require(file);
  }

  @Override
  public String line() {
    return "AT+ULSTFILE=2," + AtStrings.quote(FileNames.WHAT, file);
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+ULSTFILE", 1, 1, 1);
  }

  @Override
  public Integer read(List<InfoLine> lines) {
    return Reply.last(this, lines).integer(0);
  }
}
