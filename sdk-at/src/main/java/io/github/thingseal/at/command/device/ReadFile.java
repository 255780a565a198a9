package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.ReadCommand;
import io.github.thingseal.at.internal.text.FileNames;

/**
 * {@code AT+URDFILE="<file>"}: reads a file of the module's file system, up to 64 KiB; {@link
 * ReadFileBlock} reads larger ones in parts. Evidence: published; the limit is our own.
 */
public final class ReadFile extends ReadCommand<byte[]> {
  /**
   * Reads a file. Its name comes first, then the counted bytes.
   *
   * @param file its name
   */
  public ReadFile(String file) {
    super("AT+URDFILE=" + FileNames.quoted(file, "file"), Answer.bytes("+URDFILE", 1));
  }
}
