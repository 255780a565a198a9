package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.internal.reply.CountedBytes;
import io.github.thingseal.at.internal.text.FileNames;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

/**
 * {@code AT+URDBLOCK="<file>",<offset>,<length>}: reads a part of a file of the module's file
 * system. Evidence: published; the greatest length is our own.
 *
 * @param file its name
 * @param offset where the part begins, 0 or more
 * @param lengthBytes how many bytes are wanted, 1 to {@link #MAX_LENGTH_BYTES}; fewer come at the
 *     end of the file
 */
public record ReadFileBlock(String file, int offset, int lengthBytes)
    implements RepeatableCommand<byte[]> {
  /** The greatest part that is read at once, in bytes. */
  public static final int MAX_LENGTH_BYTES = 64 * 1024;

  /**
   * Checks the parts.
   *
   * @param file its name
   * @param offset where the part begins
   * @param lengthBytes how many bytes are wanted
   * @throws InvalidInputException if a command line cannot carry the name, or a number is out of
   *     its range
   */
  public ReadFileBlock {
    Arguments.required(file, "file");
    FileNames.require(file);
    if (offset < 0 || lengthBytes < 1 || lengthBytes > MAX_LENGTH_BYTES) {
      throw new InvalidInputException(
          "A part of a file begins at 0 or later and has 1 to "
              + MAX_LENGTH_BYTES
              + " bytes, not "
              + lengthBytes
              + " at "
              + offset);
    }
  }

  @Override
  public String line() {
    return "AT+URDBLOCK="
        + AtStrings.quote(FileNames.WHAT, file)
        + ","
        + offset
        + ","
        + lengthBytes;
  }

  /** The name, then the counted bytes. */
  @Override
  public ReplyShape reply() {
    return ReplyShape.binary("+URDBLOCK", 1);
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
