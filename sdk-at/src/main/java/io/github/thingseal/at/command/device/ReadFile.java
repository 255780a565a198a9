package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.internal.reply.CountedBytes;
import io.github.thingseal.at.internal.text.FileNames;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

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
   * @throws io.github.thingseal.core.InvalidInputException if a command line cannot carry it
   */
  public ReadFile {
    Arguments.required(file, "file");
    FileNames.require(file);
  }

  @Override
  public String line() {
    return "AT+URDFILE=" + AtStrings.quote(FileNames.WHAT, file);
  }

  /** The name, then the counted bytes. */
  @Override
  public ReplyShape reply() {
    return ReplyShape.binary("+URDFILE", 1);
  }

  /**
   * The bytes.
   *
   * @throws UnexpectedReplyException if they are not as many as were announced
   */
  @Override
  public byte[] read(List<InfoLine> lines) {
    return CountedBytes.readAndWipe(this, lines);
  }

  /** Keys are imported from files. */
  @Override
  public boolean secret() {
    return true;
  }
}
