package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.ReadCommand;

/**
 * {@code AT+ULSTFILE=1}: how many bytes are left in the module's file system. Evidence: published.
 */
public final class ReadFreeFileSpace extends ReadCommand<Integer> {
  /** Asks for the space. */
  public ReadFreeFileSpace() {
    super("AT+ULSTFILE=1", ReadFileSize.BYTES);
  }
}
