package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.text.FileNames;

/**
 * {@code AT+URDFILE="<file>"}: reads a file of the module's file system, up to 64 KiB; {@link
 * ReadFileBlock} reads larger ones in parts. Evidence: published; the limit is our own.
 *
 * @param file its name
 */
public record ReadFile(String file) implements RepeatableCommand<byte[]> {
  /**
   * Checks the name.
   *
   * @param file its name
   */
  public ReadFile {
    FileNames.require(file, "file");
  }

  @Override
  public String line() {
    return "AT+URDFILE=" + FileNames.quoted(file);
  }

  /** The name, then the counted bytes. */
  @Override
  public Answer<byte[]> answer() {
    return Answer.secretLine(ReplyShape.binary("+URDFILE", 1), InfoLine::countedBytes);
  }
}
