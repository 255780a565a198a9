package io.github.thingseal.cloud.internal.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.thingseal.cloud.whitelist.CsvLimits;
import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The rows of a CSV file, without blank ones. They are read again each time, since a file of short
 * fields would take many times its size in memory.
 */
final class CsvRows {
  /** A row of its own behind the file; it is not found if a quoted field swallows it. */
  private static final String END = "end of the file";

  private final String text;
  private final char separator;
  private final CsvLimits limits;

  CsvRows(String text, CsvLimits limits) {
    this.text = text + "\n" + END;
    this.separator = Separator.of(text);
    this.limits = limits;
  }

  /** Hands each row to the taker. */
  void forEach(Consumer<CsvRecord> taker) {
    long last = 1;
    int count = 0;
    boolean ended = false;
    try (CsvReader<CsvRecord> reader = reader()) {
      for (CsvRecord row : reader) {
        last = row.getStartingLineNumber();
        ended = row.getFieldCount() == 1 && row.getField(0).equals(END);
        if (!ended && !isBlank(row) && !(count == 0 && isDeclaration(row))) {
          count++;
          requireFew(count);
          taker.accept(row);
        }
      }
    } catch (CsvParseException | IOException e) {
      throw new InvalidInputException(
          "The CSV file cannot be read after line " + last + ": " + reason(e), e);
    }
    if (!ended) {
      throw CsvText.refused(
          "has a quotation mark in line " + last + " or later that is not closed");
    }
  }

  private CsvReader<CsvRecord> reader() {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .skipEmptyLines(true)
        .allowExtraFields(true)
        .allowMissingFields(true)
        .allowExtraCharsAfterClosingQuote(true)
        .ofCsvRecord(text);
  }

  private void requireFew(int count) {
    // The header is not counted, and whether there is one is not known yet.
    if (count > limits.rows() + 1L) {
      throw CsvText.refused("has more than " + limits.rows() + " rows; divide it");
    }
  }

  /** What the reader says is in the cause; the exception itself only says where. */
  private static String reason(Exception e) {
    Throwable cause = e.getCause();
    String where = String.valueOf(e.getMessage());
    return cause == null ? where : where + ": " + cause.getMessage();
  }

  private static boolean isBlank(CsvRecord row) {
    return row.getFields().stream().allMatch(String::isBlank);
  }

  /** The separator it names has divided it. */
  private static boolean isDeclaration(CsvRecord row) {
    return row.getField(0).equalsIgnoreCase("sep=")
        && row.getFields().stream().skip(1).allMatch(String::isBlank);
  }
}
