package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReadCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.internal.text.FileNames;
import io.github.thingseal.core.InvalidInputException;

/**
 * {@code AT+URDBLOCK="<file>",<offset>,<length>}: reads a part of a file of the module's file
 * system. Evidence: published; the greatest length is our own.
 */
public final class ReadFileBlock extends ReadCommand<byte[]> {
  /** The greatest part that is read at once, in bytes. */
  public static final int MAX_LENGTH_BYTES = 64 * 1024;

  /**
   * Reads a part. The name comes first, then the counted bytes.
   *
   * @param file the name of the file
   * @param offset where the part begins, 0 or more
   * @param lengthBytes how many bytes are wanted, 1 to {@link #MAX_LENGTH_BYTES}; fewer come at the
   *     end of the file
   */
  public ReadFileBlock(String file, int offset, int lengthBytes) {
    super(
        "AT+URDBLOCK=" + FileNames.quoted(file, "file") + part(offset, lengthBytes),
        Answer.line(ReplyShape.binary("+URDBLOCK", 1), line -> content(line, lengthBytes)).wiped());
  }

  private static byte[] content(InfoLine line, int lengthBytes) {
    byte[] content = line.countedBytes();
    if (content.length > lengthBytes) {
      throw new UnexpectedReplyException(
          lengthBytes + " bytes were asked for, but " + content.length + " came");
    }
    return content;
  }

  private static String part(int offset, int lengthBytes) {
    if (offset < 0 || lengthBytes < 1 || lengthBytes > MAX_LENGTH_BYTES) {
      throw new InvalidInputException(
          String.format(
              "A part of a file begins at 0 or later and has 1 to %s bytes, not %s at %s",
              MAX_LENGTH_BYTES, lengthBytes, offset));
    }
    return "," + offset + "," + lengthBytes;
  }
}
