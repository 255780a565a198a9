package io.github.thingseal.cloud.whitelist;

import io.github.thingseal.core.InvalidInputException;

/**
 * Limits for the size of a CSV file. They keep a wrong file from filling memory.
 *
 * @param bytes the size of the file
 * @param lineLength the characters of a line
 * @param rows the rows of the file, blank ones and the header not counted
 */
public record CsvLimits(int bytes, int lineLength, int rows) {
  private static final CsvLimits STANDARD = new CsvLimits(64 * 1024 * 1024, 65_536, 1_000_000);

  /**
   * Checks the limits.
   *
   * @param bytes the size of the file, 1 to 1 GiB
   * @param lineLength the characters of a line, 1 to 1 Mi
   * @param rows the rows of the file, 1 or more
   * @throws InvalidInputException if one is out of range
   */
  public CsvLimits {
    requireWithin("bytes", bytes, 1 << 30);
    requireWithin("lineLength", lineLength, 1 << 20);
    requireWithin("rows", rows, Integer.MAX_VALUE);
  }

  /**
   * The default.
   *
   * @return 64 MiB, lines of 65,536 characters, a million rows
   */
  public static CsvLimits standard() {
    return STANDARD;
  }

  private static void requireWithin(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new InvalidInputException(
          "The limit " + name + " must be 1 to " + max + ", not " + value);
    }
  }
}
