package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.text.FileNames;

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
   */
  public ReadFileSize {
    FileNames.require(file, "file");
  }

  @Override
  public String line() {
    return "AT+ULSTFILE=2," + FileNames.quoted(file);
  }

  @Override
  public Answer<Integer> answer() {
    return Answer.line(ReplyShape.prefixed("+ULSTFILE", 1, 1, 1), line -> line.integer(0));
  }
}
