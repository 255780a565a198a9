package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.ReadCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.text.FileNames;
import io.github.thingseal.at.internal.text.Numbers;

/**
 * {@code AT+ULSTFILE=2,"<file>"}: how many bytes a file of the module's file system has. Evidence:
 * published.
 */
public final class ReadFileSize extends ReadCommand<Integer> {
  /** How many bytes a file has, or the module has left. */
  static final Answer<Integer> BYTES =
      Answer.line(
          ReplyShape.prefixed("+ULSTFILE", 1, 1, 1),
          line -> Numbers.atLeast(0, line.integer(0), "size"));

  /**
   * Asks for the size.
   *
   * @param file the name of the file
   */
  public ReadFileSize(String file) {
    super("AT+ULSTFILE=2," + FileNames.quoted(file, "file"), BYTES);
  }
}
