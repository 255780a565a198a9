package io.github.thingseal.at.internal.reply;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import java.util.List;

/** Reads what {@link ReplyShape#binary} describes: a number, and that many bytes, last. */
public final class CountedBytes {
  private CountedBytes() {}

  /** Reads what no one else may see, and overwrites what it was read from. */
  public static byte[] readAndWipe(AtCommand<?> command, List<InfoLine> lines) {
    return Reply.lastAndWipe(command, lines, line -> read(command, line));
  }

  public static byte[] read(AtCommand<?> command, List<InfoLine> lines) {
    return read(command, Reply.last(command, lines));
  }

  private static byte[] read(AtCommand<?> command, InfoLine line) {
    if (line.size() < 2) {
      throw Reply.unexpected(command, "bytes and their number belong into it");
    }
    int announced = line.integer(line.size() - 2);
    byte[] bytes = line.bytes(line.size() - 1);
    if (bytes.length != announced) {
      throw Reply.unexpected(
          command, announced + " bytes were announced, but " + bytes.length + " came");
    }
    return bytes;
  }
}
